/** Calls that hand a promise a rejection handler: `p.catch(f)`, `p.then(g, f)`, `p.finally(f)`. */
import type * as t from '@babel/types';

/** Which argument is the handler; -1 if none is. */
export function reactionIndex({
  callee,
  arguments: args,
}: t.CallExpression | t.OptionalCallExpression): number {
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return -1;
  const { property } = callee;
  const name =
    property.type === 'StringLiteral'
      ? property.value
      : !callee.computed && property.type === 'Identifier'
        ? property.name
        : undefined;
  if (name === 'catch' || name === 'finally') return args.length === 1 ? 0 : -1;
  return name === 'then' && args.length === 2 && args[0]?.type !== 'SpreadElement' ? 1 : -1;
}

export function canBeHandler(node: t.Node): boolean {
  return (
    !node.type.endsWith('Literal') &&
    !(node.type === 'Identifier' && node.name === 'undefined') &&
    node.type !== 'ObjectExpression' &&
    node.type !== 'ArgumentPlaceholder'
  );
}
