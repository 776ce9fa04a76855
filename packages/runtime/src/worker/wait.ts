/**
 * Sleeping (SEMANTICS 2.1).
 *
 * Claim: an interrupt that is sent at any moment ends a sleep, also one that is sent between the last look at the word and the wait
 * (section 9, row 10). Sound because the bell is read before the word and every sender moves it after the word (mailbox/word.ts).
 */
import { BELL, WORD } from '../mailbox/layout.ts';
import { suspend } from './await.ts';
import { block, load, now } from './captured.ts';
import { enter } from './await.ts';
import { land, leave, resume } from './frames.ts';
import { checkpoint } from './poll.ts';
import { state } from './state.ts';

const { setTimeout, clearTimeout } = globalThis;
/** The longest delay of a timer. */
const longest = 2 ** 31 - 1;

/**
 * Waits without holding up the event loop; an interrupt ends it (SEMANTICS 2.5). `Infinity` waits for an interrupt alone.
 */
export async function sleep(ms: number): Promise<void> {
  check('sleep', ms);
  const f = enter();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const end = now() + ms;
    const over = new Promise<void>((resolve) => {
      const wait = (): void => {
        const left = end - now();
        timer = left > longest ? setTimeout(wait, longest) : setTimeout(resolve, left);
      };
      wait();
    });
    resume(f, await suspend(f, over));
  } finally {
    land(f);
    clearTimeout(timer);
    leave(f);
  }
}

/**
 * Blocks the thread; an interrupt ends it. In a thread that must not block (a page's main thread) it throws what `Atomics.wait` throws.
 */
export function sleepSync(ms: number): void {
  check('sleepSync', ms);
  const { word } = state;
  const end = now() + ms;
  for (;;) {
    const seen = load(word, BELL);
    checkpoint();
    const left = end - now();
    if (left <= 0) return;
    // Masked, the request has moved aside and the word is 0; a word that is set again was rung after the bell was read.
    if (load(word, WORD) === 0) block(word, BELL, seen, left);
  }
}

function check(name: string, ms: number): void {
  if (typeof ms !== 'number' || !(ms >= 0)) {
    throw new TypeError(
      `[killable] ${name} takes milliseconds, a number that is 0 or more, not ${String(ms)}`,
    );
  }
}
