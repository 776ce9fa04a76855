/** Where the poll of an initialiser goes: a parameter's default or a class field's value that calls something. */
import type * as t from '@babel/types';
import type { Body } from './body.ts';
import type { Item } from './items.ts';

/** @param calls how many calls the expression makes outside of a function body */
export function initializer(expression: t.Expression, body: Body, calls: number): Item {
  return { kind: 'initializer', node: placeToPoll(expression), body, calls };
}

/** The outermost default of a parameter. */
export function callingDefault(param: t.Node): t.Expression | null {
  switch (param.type) {
    case 'AssignmentPattern':
      return param.right;
    case 'TSParameterProperty':
      return callingDefault(param.parameter);
    case 'ObjectPattern':
      return firstOf(
        param.properties.map((property) =>
          property.type === 'RestElement' ? property.argument : property.value,
        ),
      );
    case 'ArrayPattern':
      return firstOf(param.elements);
    case 'RestElement':
      return callingDefault(param.argument);
    default:
      return null;
  }
}

/** A class without a name is named after the place it is assigned to, unless a comma stands between: then the poll goes into its head. */
function placeToPoll(value: t.Expression): t.Expression {
  if (value.type !== 'ClassExpression' || value.id) return value;
  if (value.superClass) return value.superClass;
  const member = value.body.body.find((candidate) => 'computed' in candidate && candidate.computed);
  return member !== undefined && 'key' in member ? (member.key as t.Expression) : value;
}

function firstOf(nodes: readonly (t.Node | null)[]): t.Expression | null {
  for (const node of nodes) {
    const found = node === null ? null : callingDefault(node);
    if (found !== null) return found;
  }
  return null;
}
