/**
 * Time limits (SEMANTICS 5.1).
 *
 * Claim: only the scope whose limit has passed throws the `TimeoutError` of it. Sound because each scope makes an interrupt of its own,
 * of a class that nobody else has, and compares by identity.
 */
import { TimeoutError } from '../errors.ts';
import { now } from './captured.ts';
import { runWithin } from './within.ts';

/** What the code inside the scope gets. Its stack shows where the code was. */
class TimeLimit extends Error {
  constructor(ms: number) {
    super(`[killable] the time limit of ${ms} ms has passed`);
    this.name = 'TimeLimit';
  }
}

/**
 * Runs `fn` for at most `ms` milliseconds and gives its result; a promise is waited for. Then `fn` is interrupted, on any thread, the main
 * one included, and the scope throws a `TimeoutError` whose `cause` shows where the code was (SEMANTICS 5.1).
 *
 * Laws: an inner limit never takes an outer one's interrupt for its own; where both have passed, the one that passed first goes first, and of
 * equals the outer one. A scope that was left does not fire. Masks hold (4): cleanup is not cut short, the compiler's for at most a
 * second. In async code the innermost suspended call is interrupted first. Code that catches the interrupt and returns has its value returned; it is not interrupted again.
 *
 * Limits: synchronous code is reached at polls and in blocking operations, so only if it is compiled, as everywhere; an `await` is reached
 * always. The first call in a thread starts a clock beside it, which takes some ten milliseconds, and the earliest limits are that late.
 *
 * ```ts
 * try { withTimeout(50, () => { for (;;); }); } catch (e) { console.log(e instanceof TimeoutError); } // true
 * ```
 */
export function withTimeout<T>(ms: number, fn: () => T): T {
  if (typeof ms !== 'number' || !(ms >= 0)) {
    throw new TypeError(
      `[killable] withTimeout takes milliseconds, a number that is 0 or more, not ${String(ms)}`,
    );
  }
  if (typeof fn !== 'function') {
    throw new TypeError(
      `[killable] withTimeout takes a function to run as its second argument, not ${typeof fn}`,
    );
  }
  const deadline = now() + ms;
  let limit: TimeLimit | undefined;
  return runWithin<T>(
    {
      deadline,
      isDue: (time) => time >= deadline,
      error: () => (limit ??= new TimeLimit(ms)),
      translate: (thrown) =>
        thrown === limit && limit !== undefined
          ? new TimeoutError(limit.message, { cause: limit })
          : thrown,
      opened: () => {},
      closed: () => {},
    },
    fn,
  );
}
