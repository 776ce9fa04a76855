/** What a destructuring pattern, or the target of an assignment, names; and the expressions that stand in it. */
import type * as t from '@babel/types';

export function eachName(
  pattern: t.Node | null | undefined,
  named: (id: t.Identifier) => void,
  expression: (node: t.Node) => void,
): void {
  if (!pattern) return;
  switch (pattern.type) {
    case 'Identifier':
      return named(pattern);
    case 'AssignmentPattern':
      eachName(pattern.left, named, expression);
      return expression(pattern.right);
    case 'RestElement':
      return eachName(pattern.argument, named, expression);
    case 'ArrayPattern':
      for (const element of pattern.elements) eachName(element, named, expression);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') eachName(property, named, expression);
        else {
          if (property.computed) expression(property.key);
          eachName(property.value, named, expression);
        }
      }
      return;
    case 'TSParameterProperty':
      return eachName(pattern.parameter, named, expression);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return eachName(pattern.expression, named, expression);
    default:
      expression(pattern);
  }
}
