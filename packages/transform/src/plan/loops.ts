/**
 * Claim: each iteration of each loop passes a poll. The poll stands in the test of `for`, `while` and `do`, which
 * `continue` cannot jump over, and at the top of the body of `for-in` and `for-of`.
 * Counter-example that shaped it: a poll in front of `continue` at the end of a body is never reached by `for (;;) continue`.
 */
import type { Item } from './survey.ts';
import type { Flavour, Site } from './types.ts';
import type { Rules } from './plan.ts';

/** How many iterations a function may run on entry before its first tick. */
export const FIRST_COUNTDOWN = 100;

export function planLoop(item: Item & { kind: 'loop' | 'each' }, rules: Rules): Site {
  const { node, kind, body } = item;
  const flavour: Flavour = body.noPoll !== 'no' ? 'none' : rules.flavour === 'plain' ? 'plain' : 'countdown';
  const reason = flavour === 'none' ? 'inside a "no poll" region that is declared bounded' : 'back-edge';
  return { kind, flavour, start: node.start ?? -1, end: node.end ?? -1, reason };
}
