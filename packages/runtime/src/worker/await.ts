/**
 * Interruptible awaits (SEMANTICS 2.1, 2.5, 4.3).
 *
 * Claim: a suspended await ends with its value xor with an interrupt, and a lost interrupt stays in the queue. Sound because both
 * ends call `unlink` first and each does nothing if the frame is not linked for this turn any more; one event loop runs both, so they
 * cannot overlap; and an interrupt is taken from the ring only after a frame was chosen to get it.
 *
 * The value travels in the frame, not in the promise: resolving a promise with a foreign object would look for its `then` once more, and run a
 * user's getter in our stack. What is called on the awaited promise is the `then` that was captured, and a native `await` where that fails.
 *
 * An async function that awaits for the frame was tried first: it costs a promise, a generator and four closures a wait, where this costs a promise
 * (the listener is the frame's). A race of `Promise.race([x, interrupt])` keeps a reaction on the interrupt promise for each await that ever was.
 */
import { WORD } from '../mailbox/layout.ts';
import { apply, load, NativePromise, promiseResolve, promiseThen, quiet } from './captured.ts';
import { deliverBelow } from './deliver.ts';
import { into, land, link, makeFrame, out, unlink, willResume } from './frames.ts';
import type { Frame, Listener } from './frames.ts';
import { poll, unpack } from './poll.ts';
import { meter } from './meter.ts';
import { state } from './state.ts';
import { exitSettled, exitWithin } from './unwind.ts';

const { word } = state;

/**
 * An async function's entry. With `masked` the whole call is cleanup: a disposer, say.
 *
 * Claim: a call that begins outside of a thread and of every scope, and below no frame, needs none, unless it may wait inside a mask of its own
 * (then the compiler gives `false`). Sound because a scope reaches only what was called after it was opened, so nothing is ever delivered to
 * this call's waits; its masks were 0 and are 0 again whenever it waits; and the frames that it makes have no parent, which is as good.
 */
export function enter(masked: boolean): Frame;
export function enter(): Frame | undefined;
export function enter(masked?: boolean): Frame | undefined {
  return masked === undefined && state.active === 0 && word[0] === 0 && isOutside()
    ? undefined
    : enterFrame(masked === true);
}

function isOutside(): boolean {
  meter.distance = 0;
  return state.current === null && state.soft === 0 && state.hard === 0;
}

function enterFrame(masked: boolean): Frame {
  if (!masked && load(word, WORD) !== 0) poll();
  meter.distance = 0;
  const f = makeFrame(state.current);
  if (masked) f.soft++;
  into(f);
  return f;
}

/** Just before an await: returns what to await. Small, so that an engine puts it into the caller: the call was a quarter of what an await takes. */
export function suspend<T>(f: Frame | undefined, x: T): Promise<Awaited<T>> | T {
  meter.distance = 0;
  return f === undefined && word[0] === 0 && state.active === 0 ? x : leaveStack(f, x);
}

function leaveStack<T>(f: Frame | undefined, x: T): Promise<Awaited<T>> | T {
  land(f);
  if (load(word, WORD) !== 0) {
    try {
      // A callee that waits for the same is a leaf, and cleans up before its caller (2.6). An exit that a promise has swallowed is ours.
      if (state.flying !== null || !deliverBelow(f)) poll();
    } catch (e) {
      quiet(x);
      throw e;
    }
  }
  if (f === undefined) return state.active === 0 ? x : suspendModule(x);
  out(f);
  f.parked = true;
  return state.active === 0 ? x : wait(f, x);
}

/** What hears how the promises settle that a frame awaits. An interrupt cuts it off: the promise that was waited for then tells nobody. */
function listen(f: Frame): Listener {
  const listener: Listener = {
    frame: f,
    value(value) {
      if (listener.frame !== null) settle(listener.frame, value);
    },
    error(thrown) {
      if (listener.frame !== null) fail(listener.frame, thrown);
    },
  };
  return listener;
}

let resolveLast: (value: unknown) => void;
let rejectLast: (error: unknown) => void;
/** Keeps the functions of the promise that is being made: a closure for each promise would cost as much as the promise. */
function keep(resolve: (value: never) => void, reject: (error: unknown) => void): void {
  resolveLast = resolve as (value: unknown) => void;
  rejectLast = reject;
}

/** A promise for `x` that an interrupt can reject. The frame has left the stack. */
export function wait<T>(f: Frame, x: T): Promise<Awaited<T>> {
  f.turn++;
  const promise = new NativePromise<Awaited<T>>(keep);
  f.resolve = resolveLast;
  f.reject = rejectLast;
  link(f);
  const listener = (f.listener ??= listen(f));
  try {
    const awaited: unknown = apply(promiseResolve, NativePromise, [x]); // a native promise is itself, as `await` has it
    void apply(promiseThen, awaited, [listener.value, listener.error]);
  } catch {
    void viaAwait(listener, x);
  }
  return promise;
}

/** The program has patched what `then` looks up on a promise, and a native `await` does not. */
async function viaAwait(listener: Listener, x: unknown): Promise<void> {
  let value: unknown;
  try {
    value = await x;
  } catch (thrown) {
    listener.error(thrown);
    return;
  }
  listener.value(value);
}

function settle(f: Frame, value: unknown): void {
  const { resolve, reject } = f;
  unlink(f);
  const exit = exitSettled(value);
  if (exit === undefined) {
    f.boxed = true;
    f.value = value;
    resolve!(undefined);
  } else {
    f.exit = exit;
    reject!(exit);
  }
}

function fail(f: Frame, thrown: unknown): void {
  const { reject } = f;
  unlink(f);
  const e = unpack(thrown);
  const exit = exitWithin(e);
  if (exit !== undefined && exit !== state.kill) f.exit = exit;
  reject!(e);
}

/** A module's top-level await has no frame constant: it gets a frame for each wait, below the thread's main call. */
function suspendModule<T>(x: T): Promise<Awaited<T>> {
  const { soft, hard } = state;
  const f = makeFrame(state.main);
  state.soft = state.hard = 0;
  f.parked = true;
  return waitModule(f, x, soft, hard);
}

async function waitModule<T>(f: Frame, x: T, soft: number, hard: number): Promise<Awaited<T>> {
  try {
    await wait(f, x);
    const value = f.value as Awaited<T>;
    f.value = undefined;
    willResume(soft, hard);
    return value;
  } finally {
    f.ended = true;
  }
}
