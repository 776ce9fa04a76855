/**
 * What variables begin with. One that is only given small whole numbers, by its declaration and by `++` and `--`, is a number wherever a comparison
 * with it holds: before its declaration has run it is undefined, and the comparison false. (Bundlers make `var` of the constants of modules.)
 */
import type * as t from '@babel/types';
import type { Binding } from './binding.ts';

/** From here on it would take days to count to 2^53, where a step may not move the variable any more. */
export const FAR: number = 2 ** 31;

/** Value of a number that is written out. */
export function literal(node: t.Node): number | undefined {
  if (node.type === 'NumericLiteral') return node.value;
  const isNegative = node.type === 'UnaryExpression' && node.operator === '-';
  return isNegative && node.argument.type === 'NumericLiteral' ? -node.argument.value : undefined;
}

/**
 * Notes what a declaration gives its variable. Tells whether it is another variable's value: then somebody may ask for that.
 *
 * @param isFirst nothing of that name was declared before, no parameter and no function
 */
export function noteFirst(
  binding: Binding,
  init: t.Node | null | undefined,
  isFirst: boolean,
): boolean {
  const number = init ? literal(init) : undefined;
  const isNumber = number !== undefined && Math.abs(number) < FAR;
  const isName = isFirst && init?.type === 'Identifier';
  if (isFirst && number !== undefined) binding.constant = number;
  if (isName) binding.from = init;
  binding.counts = (isFirst || binding.counts) && (!init || isNumber || isName);
  return isName;
}
