/**
 * Delivery to suspended frames (SEMANTICS 2.4, 2.6, 2.7).
 *
 * Claim: an ordinary interrupt goes to one frame that has no suspended callee; a kill goes to all of these, and to their callers once they
 * have ended. Sound because `leaves` marks every ancestor of a suspended frame, and takes only unmarked ones; after a round
 * the event loop runs the frames' cleanup, and the frames that ended ask for the next round (`leave`).
 *
 * Nothing is delivered while code runs: the caller of `deliverIdle` is the event loop itself. A frame that is masked is left
 * alone and keeps its callers waiting; when its mask ends it polls.
 */
import { isThreadExit } from '../errors.ts';
import { FLYING, FORCE, INTERRUPT, KILL, OVERDUE, SCOPE, WORD } from '../mailbox/layout.ts';
import { exchange, load, or } from './captured.ts';
import { abandon, landed, surface } from './frames.ts';
import type { Frame } from './frames.ts';
import { takeOne } from './poll.ts';
import { state } from './state.ts';
import { killed } from './kill.ts';

const { word } = state;

/** The event loop is idle and something may be pending. */
export function deliverIdle(): void {
  if (state.ended) return;
  // No code runs. A stack overflow may have kept a frame from being left, or a mask from being taken off.
  state.current = null;
  state.soft = state.hard = 0;
  surface();
  checkFollowed();
  const bits = exchange(word, WORD, 0) & ~FLYING;
  if ((bits & KILL) !== 0) {
    const kill = killed(bits);
    interruptAll(leaves(bits), kill);
    return;
  }
  if (bits !== 0) or(word, WORD, bits);
  if ((bits & INTERRUPT) !== 0 && deliverTo(youngest(leaves(bits, state.main)), bits)) again();
  if ((bits & SCOPE) !== 0) state.scopes?.idle();
  const { unwinding } = state;
  if (unwinding === null) return;
  or(word, WORD, FLYING);
  unwindAll(unwinding);
}

/**
 * The frame is about to wait and something is pending: if a callee of it is suspended, that one gets the interrupt. Returns
 * whether it is the callees' business.
 */
export function deliverBelow(f: Frame | undefined): boolean {
  if (f === undefined || state.parked === null || state.soft !== 0 || state.hard !== 0)
    return false;
  const bits = load(word, WORD);
  if ((bits & (KILL | INTERRUPT)) === 0) {
    return (bits & SCOPE) !== 0 && state.scopes?.below(f) === true;
  }
  const mark = markBelow(f);
  let below = false;
  for (let at = state.parked as Frame | null; at !== null; at = at.next) {
    if (at.stamp === mark) below = true;
  }
  if (!below) return false;
  if ((bits & KILL) !== 0) {
    const kill = killed(bits);
    interruptAll(leaves(bits, f), kill);
  } else {
    deliverTo(youngest(leaves(bits, f)), bits);
  }
  return true;
}

/** Interrupts the frame with the oldest interrupt; false if there is no frame or nothing in the ring. */
function deliverTo(f: Frame | undefined, bits: number): boolean {
  if (f === undefined) return false;
  exchange(word, WORD, 0);
  const error = takeOne(bits & SCOPE);
  if (error === undefined) return false;
  interrupt(f, error);
  return true;
}

function again(): void {
  if ((load(word, WORD) & INTERRUPT) !== 0) state.nudge?.();
}

/**
 * An exit has escaped a callback (2.7). Until the suspended frames have it, it is thrown in every other callback too: one that spins,
 * begun again by its interval before the event loop gets to the frames, would go on for ever.
 */
export function unwind(exit: Error): void {
  if (state.flying !== null) landed();
  if (exit !== state.kill) {
    state.unwinding = exit;
    or(word, WORD, FLYING);
  }
  state.nudge?.();
}

/** An exit has escaped a callback: it reaches each suspended frame once, callees first. */
function unwindAll(exit: Error): void {
  let waiting = false;
  for (let at = state.parked; at !== null; at = at.next) if (at.unwound !== exit) waiting = true;
  if (!waiting) {
    state.unwinding = null;
    landed();
    return;
  }
  for (let f = leaves(0); f !== null; f = f.mate) {
    if (f.unwound === exit) continue;
    f.unwound = exit;
    interrupt(f, exit);
  }
}

/** @see follow in frames.ts */
function checkFollowed(): void {
  let at = state.followed;
  state.followed = null;
  for (; at !== null; at = at.next) {
    const { exit, caller, turn } = at;
    if (caller.reject !== null && caller.turn === turn) unwind(exit);
  }
}

function interruptAll(first: Frame | null, error: Error): void {
  for (let f = first; f !== null; f = f.mate) interrupt(f, error);
}

/** Ends the frame's wait with an error. */
function interrupt(f: Frame, error: Error): void {
  const { reject } = f;
  if (reject === null) return;
  abandon(f);
  f.exit = error !== state.kill && isThreadExit(error) ? error : undefined;
  reject(error);
  state.heard?.(f, error);
}

/** For a scope: interrupts the youngest leaf below its frame, and says which. */
export function interruptBelow(scope: Frame, error: Error, bits: number): Frame | undefined {
  const f = youngest(leaves(bits, scope));
  if (f !== undefined) interrupt(f, error);
  return f;
}

let stamp = 0;

/**
 * Marks the suspended frames that hang below `f` (and `f`), and returns the mark. Each frame is passed twice, however many hang below it:
 * asking each one by itself took a minute in a chain of 80 000 suspended calls.
 */
function markBelow(f: Frame): number {
  const inside = ++stamp;
  const outside = ++stamp;
  f.stamp = inside;
  for (let at = state.parked; at !== null; at = at.next) {
    let top: Frame | null = at;
    while (top !== null && top.stamp !== inside && top.stamp !== outside) top = top.parent;
    const mark = top === null ? outside : top.stamp;
    for (let up: Frame | null = at; up !== null && up !== top; up = up.parent) up.stamp = mark;
  }
  return inside;
}

/**
 * The suspended frames below which none is suspended, except those whose mask holds; with `below`, only those that hang there. A list, linked
 * by `mate`: the program may have patched its arrays.
 */
function leaves(bits: number, below: Frame | null = null): Frame | null {
  const inside = below === null ? 0 : markBelow(below);
  const above = ++stamp;
  for (let at = state.parked; at !== null; at = at.next) {
    for (let up = at.parent; up !== null && up.stamp !== above; up = up.parent) up.stamp = above;
  }
  let first: Frame | null = null;
  let last: Frame | null = null;
  for (let at = state.parked; at !== null; at = at.next) {
    // Nothing hangs below a leaf, so its first mark is still there.
    if (at.stamp === above || (below !== null && at.stamp !== inside)) continue;
    const open = at.hard === 0 && (at.soft === 0 || (bits & OVERDUE) !== 0);
    if (!open && (bits & FORCE) === 0) continue;
    at.mate = null;
    if (last === null) first = at;
    else last.mate = at;
    last = at;
  }
  return first;
}

function youngest(first: Frame | null): Frame | undefined {
  let found: Frame | undefined;
  for (let f = first; f !== null; f = f.mate) {
    if (found === undefined || f.id > found.id) found = f;
  }
  return found;
}

/** Whether `f` is `ancestor` or hangs below it. A frame's parent is never below it (`reenter`), so the walk ends. */
export function isBelow(f: Frame, ancestor: Frame): boolean {
  for (let at: Frame | null = f; at !== null; at = at.parent) if (at === ancestor) return true;
  return false;
}
