/**
 * The tree of async calls (SEMANTICS 2.6, 4.3).
 *
 * Claim: at every moment of compiled code `state.current` is the frame of the async call that runs, and `state.soft`/`hard` are its
 * masks. Sound because a frame becomes current only in `into`, which notes what was current, and stops being so only in
 * `out`, which restores exactly that; the JavaScript between the two is one synchronous segment, and segments nest.
 *
 * `prev` belongs to a segment, `parent` to the frame's whole life: a frame that goes on after an await is entered
 * from the event loop, yet it stays below the call that made it.
 *
 * A parent that has ended is skipped when the next child is made, so an async loop that restarts itself does not keep its past alive.
 */
import { FLYING, WORD } from '../mailbox/layout.ts';
import { and, load, or } from './captured.ts';
import { state } from './state.ts';

export interface Frame {
  readonly id: number;
  parent: Frame | null;
  prev: Frame | null;
  prevSoft: number;
  prevHard: number;
  soft: number;
  hard: number;
  /** The masks that it inherited; what is above them is its own. */
  baseSoft: number;
  baseHard: number;
  /** It has left the stack in an await or a yield, and no hook of it was called since. */
  parked: boolean;
  yielded: boolean;
  ended: boolean;
  /** Counts its waits, so that the end of an old one is recognised. */
  turn: number;
  /** Rejects its wait; null while there is none that may be interrupted. */
  reject: ((error: unknown) => void) | null;
  resolve: ((value: unknown) => void) | null;
  /** Hears how what it waits for ends; made with its first wait, and anew after an interrupt. */
  listener: Listener | null;
  /** What its wait ended with. */
  boxed: boolean;
  value: unknown;
  /** The exit that it was last unwound with. */
  unwound: unknown;
  /** A `ThreadExit` that was thrown in it and not caught. */
  exit: Error | undefined;
  /** Links of the list of parked frames. */
  next: Frame | null;
  back: Frame | null;
  /** Scratch of a search for leaves: its mark, and the next that was found. */
  stamp: number;
  mate: Frame | null;
}

export interface Listener {
  /** null: it is cut off. */
  frame: Frame | null;
  readonly value: (value: unknown) => void;
  readonly error: (thrown: unknown) => void;
}

/** A frame below the current one, with its masks. */
export function makeFrame(parent: Frame | null): Frame {
  while (parent !== null && parent.ended) parent = parent.parent;
  if (parent !== null) {
    while (parent.parent !== null && parent.parent.ended) parent.parent = parent.parent.parent;
  }
  return {
    id: ++state.lastId,
    parent,
    prev: null,
    prevSoft: 0,
    prevHard: 0,
    soft: state.soft,
    hard: state.hard,
    baseSoft: state.soft,
    baseHard: state.hard,
    parked: false,
    yielded: false,
    ended: false,
    turn: 0,
    reject: null,
    resolve: null,
    listener: null,
    boxed: false,
    value: undefined,
    unwound: undefined,
    exit: undefined,
    next: null,
    back: null,
    stamp: 0,
    mate: null,
  };
}

/** An exit that was thrown has reached a hook or the end of its job: it was not lost in native code. */
export function landed(): void {
  state.flying = null;
  if (state.unwinding === null) and(state.word, WORD, ~FLYING);
}

/** The frame runs from here on. */
export function into(f: Frame): void {
  f.prev = state.current;
  f.prevSoft = state.soft;
  f.prevHard = state.hard;
  state.current = f;
  state.soft = f.soft;
  state.hard = f.hard;
  surface();
}

/** What ran before the frame's segment runs on. */
export function out(f: Frame): void {
  if (state.current !== f) return; // a hook was missed: leave the others' state alone
  f.soft = state.soft;
  f.hard = state.hard;
  state.current = f.prev;
  state.soft = f.prevSoft;
  state.hard = f.prevHard;
  f.prev = null;
  surface();
}

/** What a masked frame moved aside is everybody's again as soon as one runs that is not masked. */
export function surface(): void {
  if (state.deferred !== 0 && state.soft === 0 && state.hard === 0) {
    or(state.word, WORD, state.deferred);
    state.deferred = 0;
  }
}

/** A hook was called for the frame, so it runs again, whether a value or an exception brought it back. */
export function land(f: Frame | undefined): void {
  if (f !== undefined && f.parked) backIn(f);
}

function backIn(f: Frame): void {
  f.parked = false;
  if (f.reject !== null) abandon(f);
  if (f.yielded) reenter(f);
  else if (state.flying !== null) landed(); // another job
  into(f);
}

/** A generator goes on below who resumes it, under that caller's masks and its own. */
function reenter(f: Frame): void {
  f.yielded = false;
  f.soft += state.soft - f.baseSoft;
  f.hard += state.hard - f.baseHard;
  f.baseSoft = state.soft;
  f.baseHard = state.hard;
  const caller = state.current;
  if (caller === null || caller === f.parent) return;
  for (let at: Frame | null = caller, steps = 0; at !== null; at = at.parent) {
    if (at === f || ++steps > 10_000) return; // the caller is its own descendant: the tree stays as it is
  }
  f.parent = caller;
}

/** @see ARCHITECTURE.md for this and the next two: they are part of the ABI. */
export function leave(f: Frame | undefined): void {
  if (f !== undefined) end(f);
}

function end(f: Frame): void {
  if (f.reject !== null) abandon(f);
  if (f.parked) f.parked = false;
  else out(f);
  f.ended = true;
  if (f.exit !== undefined && state.nudge !== null) follow(f, f.exit);
  if (state.nudge !== null && (state.unwinding !== null || load(state.word, WORD) !== 0)) {
    state.nudge();
  }
}

/**
 * A frame has ended by an exit. Its caller should get that next; if it still waits in a later turn of the event loop, something that is
 * no clause holds the exit back (`Promise.allSettled` waits for its other promises).
 */
function follow(f: Frame, exit: Error): void {
  let caller = f.parent;
  while (caller !== null && caller.ended) caller = caller.parent;
  if (caller === null || !caller.parked) return;
  state.followed = { exit, caller, turn: caller.turn, next: state.followed };
  state.nudge?.();
}

export function park<T>(f: Frame | undefined, v: T): T {
  if (f !== undefined) {
    land(f);
    out(f);
    f.parked = true;
    f.yielded = true;
  }
  return v;
}

export function resume<T>(f: Frame | undefined, v: T): T {
  return f === undefined && state.resuming === null ? v : comeBack(f, v);
}

function comeBack<T>(f: Frame | undefined, v: T): T {
  if (f === undefined) {
    const masks = state.resuming;
    if (masks !== null) {
      state.resuming = masks.next;
      state.soft = masks.soft;
      state.hard = masks.hard;
    }
    return v;
  }
  if (f.parked) backIn(f);
  if (!f.boxed) return v;
  const value = f.value as T;
  f.boxed = false;
  f.value = undefined;
  return value;
}

/** A module has its awaited value, and runs again when those before it have. */
export function willResume(soft: number, hard: number): void {
  const masks = { soft, hard, next: null };
  let last = state.resuming;
  while (last !== null && last.next !== null) last = last.next;
  if (last === null) state.resuming = masks;
  else last.next = masks;
}

export function link(f: Frame): void {
  f.back = null;
  f.next = state.parked;
  if (f.next !== null) f.next.back = f;
  state.parked = f;
}

/** Ends the frame's wait before what it waits for has settled. */
export function abandon(f: Frame): void {
  unlink(f);
  if (f.listener === null) return;
  f.listener.frame = null;
  f.listener = null;
}

/** The frame's wait is over, or it may no longer be interrupted. */
export function unlink(f: Frame): void {
  f.reject = f.resolve = null;
  if (f.back !== null) f.back.next = f.next;
  else state.parked = f.next;
  if (f.next !== null) f.next.back = f.back;
  f.next = f.back = null;
}
