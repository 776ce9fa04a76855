/**
 * Waiting for another thread, interruptibly (SEMANTICS 2.1, 2.5).
 *
 * Claim: an attempt that succeeded is never followed by an interrupt, and an interrupt never by an attempt; and no wake-up is lost. Sound because
 * - there is no poll between the attempt and the return;
 * - the version is read before the attempt and every change moves it after the fact: if the change came after the attempt, the
 *   version has moved, and the wait returns at once.
 *
 * The async form holds for who awaits it at once: no event loop turn, hence no interrupt, lies between the attempt and the caller's code.
 *
 * A thread can block on one cell only, and this one is not its bell, so an interrupt does not end the wait itself: the wait is cut into
 * slices, and a slice is how late the interrupt may be. All waiters are woken, since one that was interrupted may still be on the engine's list:
 * waking only the first lost the wake-up when that was the one.
 */
import { TimeoutError } from '../errors.ts';
import { enter, suspend } from '../worker/await.ts';
import { block, load, now } from '../worker/captured.ts';
import { land, leave, resume } from '../worker/frames.ts';
import { checkpoint } from '../worker/poll.ts';

const { setTimeout, clearTimeout } = globalThis;
const { add, notify } = Atomics;

/** Milliseconds that an interrupt may be late in a blocked wait. */
const SLICE = 4;
/** The same for an await where the engine cannot wait for a cell without blocking, and how long a wait stays on its list. */
const PAUSE = 5;
const LONG_PAUSE = 100;

interface AsyncAtomics {
  waitAsync?: (
    cells: Int32Array,
    index: number,
    value: number,
    ms: number,
  ) => { async: false } | { async: true; value: Promise<unknown> };
}
const { waitAsync } = Atomics as AsyncAtomics;

export interface Wait<T> {
  /** For messages: `Mutex.lock`. */
  readonly what: string;
  readonly cells: Int32Array;
  /** The cell that every change moves. */
  readonly version: number;
  readonly ms: number | undefined;
  /** Takes what is waited for, if it is there. Does not poll. */
  attempt(): T | undefined;
}

/** What is waited for has changed. */
export function changed(cells: Int32Array, version: number): void {
  add(cells, version, 1);
  notify(cells, version);
}

export function waitSync<T>(wait: Wait<T>): T {
  const end = deadlineOf(wait);
  for (;;) {
    checkpoint();
    const seen = load(wait.cells, wait.version);
    const got = wait.attempt();
    if (got !== undefined) return got;
    const left = end - now();
    if (left <= 0) throw late(wait);
    block(wait.cells, wait.version, seen, left < SLICE ? left : SLICE);
  }
}

export async function wait<T>(wait: Wait<T>): Promise<T> {
  const end = deadlineOf(wait);
  const f = enter();
  const pause: Pause = { timer: undefined };
  try {
    // No attempt before the caller awaits: an interrupt that comes just before that await would find the permit taken.
    resume(f, await suspend(f, undefined));
    for (;;) {
      const seen = load(wait.cells, wait.version);
      const got = wait.attempt();
      if (got !== undefined) return got;
      const left = end - now();
      if (left <= 0) throw late(wait);
      resume(f, await suspend(f, moved(wait, seen, left, pause)));
    }
  } finally {
    land(f);
    clearTimeout(pause.timer);
    leave(f);
  }
}

interface Pause {
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Resolves when the version may have moved. The timer also keeps the event loop alive, which an engine's own wait does not. */
function moved({ cells, version }: Wait<unknown>, seen: number, left: number, pause: Pause) {
  return new Promise<void>((resolve) => {
    const longest = waitAsync === undefined ? PAUSE : LONG_PAUSE;
    const ms = left < longest ? left : longest;
    const done = (): void => {
      clearTimeout(pause.timer);
      resolve();
    };
    pause.timer = setTimeout(done, ms);
    const waiting = waitAsync?.call(Atomics, cells, version, seen, ms);
    if (waiting?.async === false) done();
    else if (waiting !== undefined) void waiting.value.then(done);
  });
}

function deadlineOf({ what, ms }: Wait<unknown>): number {
  if (ms === undefined) return Infinity;
  if (typeof ms === 'number' && ms >= 0) return now() + ms;
  throw new TypeError(
    `[killable] ${what} takes milliseconds, a number that is 0 or more, not ${String(ms)}`,
  );
}

const late = ({ what, ms }: Wait<unknown>): TimeoutError =>
  new TimeoutError(`[killable] ${what} has waited for ${String(ms)} ms`);
