/**
 * What one would write in an afternoon: a poll at the top of every loop body and of every function, whatever the cost.
 * The variants that use it are the measure of what the planner saves.
 */
import { types as t, type PluginObj, type NodePath } from '@babel/core';

export type NaivePoll = 'plain' | 'atomics';

/** The module that the polls import, written beside the compiled text. */
export const naiveRuntime = {
  file: 'naive-word.mjs',
  text: `export const word = new Int32Array(new SharedArrayBuffer(8));
export function poll() { throw new Error('interrupted'); }
`,
};

export function naive(kind: NaivePoll): PluginObj {
  const word = '$naiveWord';
  const poll = '$naivePoll';
  const read = (): t.Expression =>
    kind === 'plain'
      ? t.memberExpression(t.identifier(word), t.numericLiteral(0), true)
      : t.callExpression(t.memberExpression(t.identifier('Atomics'), t.identifier('load')), [
          t.identifier(word),
          t.numericLiteral(0),
        ]);
  const check = (): t.Statement =>
    t.ifStatement(
      t.binaryExpression('!==', read(), t.numericLiteral(0)),
      t.expressionStatement(t.callExpression(t.identifier(poll), [])),
    );
  return {
    name: `naive-${kind}`,
    visitor: {
      Program(path) {
        const specifiers = [
          t.importSpecifier(t.identifier(word), t.identifier('word')),
          t.importSpecifier(t.identifier(poll), t.identifier('poll')),
        ];
        path.node.body.unshift(
          t.importDeclaration(specifiers, t.stringLiteral(`./${naiveRuntime.file}`)),
        );
      },
      Loop(path) {
        const { node } = path;
        if (!t.isBlockStatement(node.body)) node.body = t.blockStatement([node.body]);
        node.body.body.unshift(check());
      },
      Function(path: NodePath<t.Function>) {
        const { node } = path;
        if (!t.isBlockStatement(node.body))
          node.body = t.blockStatement([t.returnStatement(node.body)]);
        node.body.body.unshift(check());
      },
    },
  };
}
