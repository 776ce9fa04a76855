/**
 * Which functions get a frame: an async function that suspends, and a generator that yields inside a mask.
 *
 * The frame's `try` turns the body into a block. That is the same programme unless a function declared at the top of the body shares
 * its name with a `var` or another function: legal in a body, an early error in a block. Such a function goes without a
 * frame; its awaits hang below the thread's root.
 */
import type { Rules } from './plan.ts';
import type { Body } from './body.ts';

export function hasFrame(body: Body, { awaits }: Pick<Rules, 'awaits'>): boolean {
  const wanted =
    body.maskedYields > 0 ||
    (awaits === 'interruptible' && body.async && body.suspends > 0 && body.noPoll === 'no');
  return wanted && !clashes(body);
}

/** A `try` around the body would make it an early error. */
export function clashes({ node, vars }: Body): boolean {
  const statements =
    'body' in node && !Array.isArray(node.body) && node.body?.type === 'BlockStatement'
      ? node.body.body
      : [];
  const seen = new Set<string>();
  return statements.some((statement) => {
    if (statement.type !== 'FunctionDeclaration' || !statement.id) return false;
    const { name } = statement.id;
    if (vars.has(name) || seen.has(name)) return true;
    seen.add(name);
    return false;
  });
}
