/**
 * Audit: what one iteration of a loop or one call of a function costs by itself, in nanoseconds of ordinary work.
 *
 * Claim: the sum of the charges between two polls is an upper bound of the modelled cost of the code that ran. Every branch is
 * charged as if it ran; the bodies of inner loops and functions charge for themselves; a call into code that was not compiled counts as 5,
 * since the promise leaves it out.
 */
import type * as t from '@babel/types';
import { codeKeys } from '../parse/walk.ts';

const CHARGED_APART: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
  'StaticBlock',
]);
const LOOPS: ReadonlySet<string> = new Set([
  'ForStatement',
  'WhileStatement',
  'DoWhileStatement',
  'ForInStatement',
  'ForOfStatement',
]);

/** Of a loop: test, update and body. Of a function: parameters and body. Of anything else: itself. */
export function chargeOf(node: t.Node): number {
  if (LOOPS.has(node.type)) {
    const { test, update, body } = node as t.ForStatement;
    return 1 + sum(test) + sum(update) + sum(body);
  }
  if (CHARGED_APART.has(node.type)) return 5 + children(node);
  return sum(node);
}

function sum(node: t.Node | null | undefined): number {
  if (!node) return 0;
  if (CHARGED_APART.has(node.type)) return 10;
  if (LOOPS.has(node.type)) {
    const { init, right } = node as t.ForStatement & Partial<t.ForOfStatement>;
    return 1 + sum(init) + sum(right);
  }
  const own =
    node.type === 'CallExpression' || node.type === 'NewExpression'
      ? 5
      : node.type.endsWith('Literal') || node.type === 'Identifier'
        ? 0
        : 1;
  return own + children(node);
}

function children(node: t.Node): number {
  let total = 0;
  for (const key of codeKeys.get(node.type) ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(child)) for (const item of child as (t.Node | null)[]) total += sum(item);
    else if (child) total += sum(child as t.Node);
  }
  return total;
}
