/**
 * Masks (SEMANTICS 4): the compiler's two hooks, and `mask` and `bracket` for people.
 *
 * Claim: a masked region runs whole; when the outermost ends there is one poll. Sound because a poll looks at the depths of the current
 * frame, an async call inherits them when it begins and keeps them over its awaits, and no other frame ever sees them (worker/frames.ts).
 * So `mask(async () => …)` needs no more than a frame of its own that is masked from birth.
 *
 * The compiler's masks count as soft, since the cleanup budget ends them (4.5). A person's mask is hard: only a kill at rung 2 ignores it.
 */
import { WORD } from '../mailbox/layout.ts';
import { suspend } from './await.ts';
import { apply, load } from './captured.ts';
import { into, land, landed, leave, makeFrame, resume, surface } from './frames.ts';
import type { Frame } from './frames.ts';
import { checkpoint, poll } from './poll.ts';
import { state } from './state.ts';

/** Begin of a compiled cleanup region. */
export function mask(f?: Frame): void {
  land(f);
  if (state.flying !== null) landed();
  state.soft++;
}

/** Its end. Polls when the outermost ends. */
export function unmask(f?: Frame): void {
  if (f !== undefined) land(f);
  if (state.soft > 0) state.soft--; // before any call: at the edge of a full stack a call may fail
  if (state.flying !== null) landed();
  if (state.soft !== 0 || state.hard !== 0) return;
  surface();
  if (load(state.word, WORD) !== 0) poll();
}

/** Runs a function without the mask that `mask` has put on, as it was outside. */
export type Restore = <T>(fn: () => T) => T;

/**
 * Runs `fn` masked (SEMANTICS 4.2): no interrupt and no `ThreadExit` is delivered in it, or in what it calls, until it has ended; if it
 * returns a promise, until that has settled. A kill waits for `grace` only. `restore` runs a part of it as it was outside.
 *
 * ```ts
 * const file = mask((restore) => { const f = open(); try { restore(() => use(f)); } finally { close(f); } });
 * ```
 */
export function maskCall<T>(fn: (restore: Restore) => T): T {
  const soft = state.soft;
  const hard = state.hard;
  const restore: Restore = (inner) => within(inner, soft, hard, undefined);
  const result = within(fn, soft, hard + 1, restore);
  // A promise is still at work, masked: who awaits it is interrupted when that has ended, or goes on beside it.
  if (soft === 0 && hard === 0 && !isThenable(result) && load(state.word, WORD) !== 0) checkpoint();
  return result;
}

/** Calls `fn` in a frame of its own with the given masks. */
function within<T, A>(fn: (arg: A) => T, soft: number, hard: number, arg: A): T {
  const f = makeFrame(state.current);
  f.soft = f.baseSoft = soft;
  f.hard = f.baseHard = hard;
  into(f);
  let result: T;
  try {
    if (load(state.word, WORD) !== 0) checkpoint();
    result = apply(fn as (...args: unknown[]) => T, undefined, [arg]);
  } catch (e) {
    leave(f);
    throw e;
  }
  if (isThenable(result)) return settle(f, result) as T;
  leave(f);
  return result;
}

async function settle(f: Frame, promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    return resume(f, await suspend(f, promise));
  } finally {
    leave(f);
  }
}

function isThenable(x: unknown): x is PromiseLike<unknown> {
  return (
    ((typeof x === 'object' && x !== null) || typeof x === 'function') &&
    typeof (x as { then?: unknown }).then === 'function'
  );
}

/**
 * Acquires, uses, releases (SEMANTICS 4.2, as Haskell's `bracket`): nothing is delivered between the acquisition and the protection,
 * nor in the release, which runs exactly once if the acquisition succeeded. `use` runs as it was outside. Any of the three may be async;
 * then so is the result.
 *
 * ```ts
 * await bracket(() => lock.acquire(), async (held) => work(held), (held) => held.release());
 * ```
 */
export function bracket<A, R>(
  acquire: () => A,
  use: (held: Awaited<A>) => R,
  release: (held: Awaited<A>) => unknown,
): A extends PromiseLike<unknown> ? Promise<Awaited<R>> : R {
  return maskCall((restore): unknown => {
    const held = acquire();
    if (!isThenable(held)) return around(held as Awaited<A>, restore, use, release);
    return later(held as PromiseLike<Awaited<A>>, restore, use, release);
  }) as ReturnType<typeof bracket<A, R>>;
}

/** Its frame's hooks stand where the compiler would put them; this file is not compiled. */
async function later<A, R>(
  held: PromiseLike<A>,
  restore: Restore,
  use: (held: A) => R,
  release: (held: A) => unknown,
): Promise<unknown> {
  const f = makeFrame(state.current);
  into(f);
  try {
    const got = resume(f, await suspend(f, held)) as A;
    const result = around(got, restore, use, release);
    return isThenable(result) ? resume(f, await suspend(f, result)) : result;
  } finally {
    leave(f);
  }
}

function around<A, R>(
  held: A,
  restore: Restore,
  use: (held: A) => R,
  release: (held: A) => unknown,
): unknown {
  let result: R;
  try {
    result = restore(() => use(held));
  } catch (e) {
    return after(release(held), () => {
      throw e;
    });
  }
  if (isThenable(result)) return finish(result, held, release);
  return after(release(held), () => result);
}

async function finish<A>(
  result: PromiseLike<unknown>,
  held: A,
  release: (held: A) => unknown,
): Promise<unknown> {
  const f = makeFrame(state.current);
  into(f);
  try {
    try {
      return resume(f, await suspend(f, result));
    } finally {
      land(f);
      const done = release(held);
      if (isThenable(done)) resume(f, await suspend(f, done));
    }
  } finally {
    leave(f);
  }
}

/** Waits for a release that is async, then goes on with `then`. */
function after<T>(done: unknown, then: () => T): T | Promise<T> {
  if (!isThenable(done)) return then();
  return wait(done, then);
}

async function wait<T>(done: PromiseLike<unknown>, then: () => T): Promise<T> {
  const f = makeFrame(state.current);
  into(f);
  try {
    resume(f, await suspend(f, done));
    return then();
  } finally {
    leave(f);
  }
}
