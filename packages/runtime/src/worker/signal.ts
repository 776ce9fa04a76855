/**
 * Abort signals, both ways (SEMANTICS 5.2).
 *
 * Claim: a signal that aborts interrupts the code inside its scope once, and code outside never. Sound because it is a scope as a time limit is
 * (worker/scope.ts), due once the signal has aborted. The other way, `threadSignal`, listens to deliveries and delivers nothing itself.
 */
import { apply, ignore, microtask } from './captured.ts';
import { isBelow } from './deliver.ts';
import type { Frame } from './frames.ts';
import { state } from './state.ts';
import { scopes } from './scope.ts';
import type { Scope } from './scope.ts';
import { runWithin } from './within.ts';

/**
 * Runs `fn` until `signal` aborts; then the signal's reason is thrown in it, as it is, and leaves the scope unless it is caught
 * (SEMANTICS 5.2). If the signal has aborted before, `fn` does not run.
 *
 * Laws: as `withTimeout`'s. Limits: an `AbortSignal` belongs to one thread, so nobody can abort it while synchronous code runs here, except
 * what that code itself calls. To stop such code from outside, use `withTimeout` or run it in a `Thread`.
 *
 * ```ts
 * const stop = new AbortController();
 * setTimeout(() => stop.abort(new Error('enough')), 10);
 * await interruptible(stop.signal, () => sleep(Infinity)).catch((e) => console.log(e.message)); // enough
 * ```
 */
export function interruptible<T>(signal: AbortSignal, fn: () => T): T {
  if (typeof signal?.addEventListener !== 'function' || typeof signal.aborted !== 'boolean') {
    throw new TypeError(
      `[killable] interruptible takes an AbortSignal as its first argument, not ${typeof signal}`,
    );
  }
  if (typeof fn !== 'function') {
    throw new TypeError(
      `[killable] interruptible takes a function to run as its second argument, not ${typeof fn}`,
    );
  }
  signal.throwIfAborted();
  let listener = ignore;
  return runWithin<T>(
    {
      deadline: Infinity,
      isDue: () => signal.aborted,
      error: () => signal.reason as Error,
      translate: (thrown) => thrown,
      opened(scope: Scope) {
        listener = () => scopes().announce(scope);
        signal.addEventListener('abort', listener, { once: true });
      },
      closed: () => signal.removeEventListener('abort', listener),
    },
    fn,
  );
}

interface Listener {
  readonly controller: AbortController;
  readonly frame: Frame | null;
}

let listeners: Listener[] = [];

/**
 * An `AbortSignal` that aborts when the calling code, or what it calls, is interrupted; the interrupt is the reason (SEMANTICS 5.2). It is for what takes
 * a signal: the await of a `fetch` is interrupted without it, with it the request stops too.
 *
 * Laws: one async call keeps its signal until it is interrupted; after the delivery, ask for a new one. Another call's interrupt does not abort it.
 * Limits: it aborts when the interrupt is delivered, so not while a mask holds it up.
 *
 * ```ts
 * await fetch('data:,hello', { signal: threadSignal() });
 * ```
 */
export function threadSignal(): AbortSignal {
  state.heard ??= tell;
  const frame = state.current;
  listeners = listeners.filter((l) => l.frame === null || !l.frame.ended);
  let found = listeners.find((l) => l.frame === frame);
  if (found === undefined) listeners.push((found = { controller: new AbortController(), frame }));
  return found.controller.signal;
}

/** An interrupt was delivered to the frame. Listeners run afterwards: they may poll. */
function tell(frame: Frame | null, error: unknown): void {
  if (listeners.length === 0) return;
  const told = listeners.filter(
    (l) => l.frame === null || (frame !== null && isBelow(frame, l.frame)),
  );
  listeners = listeners.filter((l) => !told.includes(l));
  if (told.length === 0 || microtask === undefined) return;
  apply(microtask, undefined, [(): void => told.forEach((l) => l.controller.abort(error))]);
}
