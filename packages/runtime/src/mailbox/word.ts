/**
 * Ringing a thread.
 *
 * Claim: a thread that looks at the word, finds 0 and goes to sleep on the bell cannot miss a ring. Sound because
 * the sender sets the word *before* it moves the bell, and the sleeper reads the bell *before* it looks at the
 * word: if the look came too early the bell has moved since, and `Atomics.wait` returns at once.
 */
import { BELL, WORD } from './layout.ts';

const { or, add, notify } = Atomics;

/** Sets bits of the word, and wakes the thread if it is blocked. An idle event loop needs a message besides. */
export function ring(control: Int32Array, bits: number): void {
  or(control, WORD, bits); // after the payload was published: who sees the bit finds the slot
  add(control, BELL, 1); // after the word: see above
  notify(control, BELL);
}
