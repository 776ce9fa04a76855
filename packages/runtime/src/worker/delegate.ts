/**
 * `yield*` in a generator that keeps a mask (SEMANTICS 4.1, 4.3).
 *
 * Claim: the inner iterator runs under the generator's masks, and its consumer under its own. Sound because each of the iterator's methods begins
 * with the generator's frame made current, as `resume` does it, and a call that has not thrown ends with the frame left, as before a `yield`; behind the
 * last one stands the `resume` of the `yield*` itself.
 */
import { apply } from './captured.ts';
import { land, park } from './frames.ts';
import type { Frame } from './frames.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;

export function delegate<T>(f: Frame, iterable: Iterable<T>): Iterable<T> {
  return {
    [Symbol.iterator](): Iterator<T> {
      const iterator = iterable[Symbol.iterator]() as unknown as Record<string, unknown>;
      if ((typeof iterator !== 'object' && typeof iterator !== 'function') || iterator === null)
        throw new TypeError('Result of the Symbol.iterator method is not an object');
      const next = iterator['next'] as Method;
      /** What `yield*` may call: a method that the iterator lacks is lacking here. */
      const through = (method: Method | null | undefined): Method | null | undefined =>
        method &&
        ((...args) => {
          land(f);
          return park(f, apply(method, iterator, args));
        });
      return {
        next: through(next),
        get return() {
          return through(iterator['return'] as Method | null | undefined);
        },
        get throw() {
          return through(iterator['throw'] as Method | null | undefined);
        },
      } as unknown as Iterator<T>;
    },
  };
}
