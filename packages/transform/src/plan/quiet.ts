/**
 * Claim: a region made only of quiet nodes runs no other code, so no poll can stand in it.
 * A member access may run a getter and an operator may run `valueOf`, so both are loud; what is left are literals,
 * variables, jumps and the making of closures. Counter-example that shaped it: `finally { this.busy = false }` with a setter that loops.
 */
import type { Node } from '@babel/types';

const QUIET: ReadonlySet<string> = new Set([
  'Identifier',
  'StringLiteral',
  'NumericLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'BigIntLiteral',
  'RegExpLiteral',
  'ThisExpression',
  'BlockStatement',
  'ExpressionStatement',
  'EmptyStatement',
  'ReturnStatement',
  'BreakStatement',
  'ContinueStatement',
  'ThrowStatement',
  'LabeledStatement',
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'SequenceExpression',
  'VariableDeclarator',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ArrayExpression',
  'ObjectExpression',
  'ObjectProperty',
  'ObjectMethod',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'ParenthesizedExpression',
  'Directive',
  'DirectiveLiteral',
  'DebuggerStatement',
]);

export function isQuiet(node: Node): boolean {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.operator === '=' && node.left.type === 'Identifier';
    case 'UnaryExpression':
      return node.operator === '!' || node.operator === 'typeof' || node.operator === 'void';
    case 'BinaryExpression':
      return node.operator === '===' || node.operator === '!==';
    case 'ObjectProperty':
    case 'ObjectMethod':
      return !node.computed;
    case 'VariableDeclaration':
      // `using` runs a disposer.
      return node.kind === 'var' || node.kind === 'let' || node.kind === 'const';
    default:
      return QUIET.has(node.type);
  }
}
