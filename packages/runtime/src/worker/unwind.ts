/**
 * Which exceptions pass which clauses (SEMANTICS 1.5, 3.3, 3.4).
 *
 * Claim: no clause of compiled code catches a kill, and only one that names `ThreadExit` catches a `ThreadExit`. Sound because every
 * compiled clause begins with `guard` or `guardExit`. A kill is recognised by identity: there is one per realm and user code cannot
 * make it. A `ThreadExit` is recognised by its brand, which is the same in every copy of the package.
 *
 * What native code does with an exit is seen through, since it is no clause: `Promise.any` wraps it in an `AggregateError`, `using` in
 * a `SuppressedError`, `Promise.allSettled` turns it into a record. A `cause` is not looked at: whoever wrapped an error caught it.
 */
import { isThreadExit } from '../errors.ts';
import { WORD } from '../mailbox/layout.ts';
import { apply, isArray, load, NativeError } from './captured.ts';
import { land, landed, surface } from './frames.ts';
import type { Frame } from './frames.ts';
import { denyKill } from './kill.ts';
import { due, unpack } from './poll.ts';
import { state } from './state.ts';

/** The kill or `ThreadExit` that `e` is, or that native code has wrapped in it. */
export function exitWithin(e: unknown, depth = 0): Error | undefined {
  if (typeof e !== 'object' || e === null) return undefined;
  if (e === state.kill || isThreadExit(e)) return e as Error;
  if (depth === 4 || !(e instanceof NativeError)) return undefined;
  const { errors, error, suppressed } = e as unknown as Record<string, unknown>;
  if (isArray(errors)) {
    for (let i = 0; i < errors.length; i++) {
      const found = exitWithin(errors[i], depth + 1);
      if (found !== undefined) return found;
    }
  }
  return exitWithin(error, depth + 1) ?? exitWithin(suppressed, depth + 1);
}

/** The exit among the records that `Promise.allSettled` made of it. */
export function exitSettled(v: unknown): Error | undefined {
  if (!isArray(v)) return undefined;
  for (let i = 0; i < v.length; i++) {
    const record = v[i] as { status?: unknown; reason?: unknown } | null;
    if (typeof record !== 'object' || record === null || record.status !== 'rejected') continue;
    const found = exitWithin(record.reason);
    if (found !== undefined) return found;
  }
  return undefined;
}

const { word } = state;

/** Head of a `catch`. It does not mask: a clause whose body can poll calls `mask` next. */
export function guard(e: unknown, f?: Frame): void {
  if (e === state.carrier || (word[0] !== 0 && isOverflow(e))) carry(f, e);
  land(f);
  denyKill(e);
  const exit = exitWithin(e);
  if (exit !== undefined) {
    if (f !== undefined && exit !== state.kill) f.exit = exit;
    throw exit;
  }
  if (f !== undefined) f.exit = undefined; // another error has taken its place
  if (state.flying !== null) landed();
}

/** Head of a `catch` that names `ThreadExit`. */
export function guardExit(e: unknown, f?: Frame): void {
  if (e === state.carrier || (word[0] !== 0 && isOverflow(e))) carry(f, e);
  land(f);
  denyKill(e);
  const exit = exitWithin(e);
  if (exit !== undefined && exit === state.kill) throw exit;
  if (exit !== undefined) state.unwinding = null; // it was caught: the other frames stay
  if (state.current !== null) state.current.exit = undefined;
  if (state.flying !== null) landed();
}

/**
 * An interrupt is on its way up a full stack, or is pending when one overflows. Here may be room for it, and it goes on to the next
 * clause; this one's body would only run along the edge again.
 */
function carry(f: Frame | undefined, e: unknown): void {
  let error: unknown = state.carrier;
  try {
    land(f);
    error = e === state.carrier ? unpack(e) : due();
  } catch {
    // Not here.
  }
  if (error !== undefined) throw error;
}

const isOverflow = (e: unknown): boolean =>
  e instanceof StackError && e.message === 'Maximum call stack size exceeded';
const StackError: typeof Error = RangeError;

type Reaction = (this: unknown, ...args: unknown[]) => unknown;
const passExits = new WeakMap<Reaction, Reaction>();
const passKills = new WeakMap<Reaction, Reaction>();
const { get, set } = WeakMap.prototype;

/**
 * Wraps a promise's rejection handler, so that a kill or a `ThreadExit` passes it; with `exitToo`, only a kill does.
 * The same handler gives the same wrapper. It runs masked, as the clause does that it stands for (4.1). One that is called with nothing is a
 * `finally`'s, which nothing passes.
 */
export function reaction<T>(fn: T, exitToo?: boolean): T {
  if (typeof fn !== 'function') return fn;
  const original = fn as unknown as Reaction;
  const wrappers = exitToo === true ? passKills : passExits;
  const known = apply(get, wrappers, [original]) as Reaction | undefined;
  if (known !== undefined) return known as unknown as T;
  const check = exitToo === true ? guardExit : guard;
  const wrapper: Reaction = function (this: unknown, ...args: unknown[]): unknown {
    if (args.length > 0) check(args[0]); // `finally` gives its handler nothing
    return masked(original, this, args);
  };
  apply(set, wrappers, [original, wrapper]);
  return wrapper as unknown as T;
}

/**
 * No poll stands behind the handler, as it does behind a clause: a handler that has begun the next link of a chain would fail the old link, which
 * nobody hears of, and the new one would go on. What is pending arrives in the next job, at its first poll or, if there is none, in its wait.
 */
function masked(original: Reaction, self: unknown, args: unknown[]): unknown {
  state.soft++;
  try {
    return apply(original, self, args);
  } finally {
    if (state.soft > 0) state.soft--;
    surface();
    if (load(word, WORD) !== 0) state.nudge?.();
  }
}
