/**
 * The slow path: the word is not 0, and now? (SEMANTICS 2.1 to 2.4, 4.4, 4.5)
 *
 * Claim: one poll throws at most one interrupt, none is lost, and a masked poll leaves the word 0, so that the next ones are cheap again.
 * Sound because the bits leave the word in one exchange; each is then delivered, put back, or moved to `state.deferred`, from
 * where `surface` puts it back as soon as code without a mask runs. A sender that rings between the exchange and the put-back only
 * adds bits.
 *
 * Flights. Native code may swallow what its callback throws: a promise takes it and is looked at when the running job has ended, which a
 * tree of async calls may never do; an EventTarget reports it later. So a `ThreadExit` that compiled code was thrown leaves a bit in the
 * word until some clause, `finally` or await has seen it; a poll of the same job that finds the bit still there throws the exit
 * again. `checkpoint()` does not do this: code that polls by hand also catches by hand.
 */
import { isThreadExit } from '../errors.ts';
import { FLYING, FORCE, INTERRUPT, KILL, OVERDUE, SCOPE, WORD } from '../mailbox/layout.ts';
import { apply, exchange, load, microtask, or, placeStack } from './captured.ts';
import { meter } from './meter.ts';
import { state } from './state.ts';
import { landed } from './frames.ts';
import { killed } from './kill.ts';
import { noteTaken } from './imported.ts';

/** Fuel between two looks at the word in the sound flavour: a function entry takes 1, a strip what it may cost in units of 100 ns. */
const FUEL = 1000;
/** Iterations of a loop of unknown cost between two looks. */
const COUNTDOWN = 100;
const { fuel, word } = state;

export function poll(): true {
  let error: Error | undefined;
  try {
    error = due();
  } catch {
    error = state.carrier; // no room, see makeRoom
  }
  if (error !== undefined) {
    fuel[0] = 0; // it may have to be thrown again at the very next function entry
    if (error === state.carrier) throw error;
    placeStack(error, poll);
    state.heard?.(state.current, error);
    if (error !== state.kill && isThreadExit(error)) takeOff(error);
    throw error;
  }
  return true;
}

/** Sound flavour: looks at the word, and returns the next countdown. */
export function tick(): number {
  fuel[0] = FUEL;
  meter.distance = 0;
  if (load(word, WORD) !== 0) poll();
  return COUNTDOWN;
}

/** The poll that a person writes. */
export function checkpoint(): void {
  if (load(word, WORD) === 0) return;
  const error = due();
  if (error === undefined) return;
  placeStack(error, checkpoint);
  state.heard?.(state.current, error);
  throw error;
}

/** What the carrier stands for, if there is room now. Any other error is itself. */
export function unpack(e: unknown): unknown {
  if (e !== state.carrier) return e;
  try {
    // Withdrawn meanwhile: then the full stack is all that has happened.
    return due() ?? new RangeErrorOf('Maximum call stack size exceeded');
  } catch {
    return e;
  }
}

/** The exception that the current code has to get now, if any. What it throws is a stack overflow, and nothing was taken then. */
export function due(): Error | undefined {
  if (holds(load(word, WORD) | state.deferred)) {
    const aside = exchange(word, WORD, 0) | state.deferred;
    if (holds(aside)) {
      // An exit that has yet to reach the frames waits for the end of the mask; a flight ends with its job.
      state.deferred = state.unwinding === null ? aside & ~FLYING : aside;
      return undefined;
    }
    or(word, WORD, aside); // what opens the mask came between the two looks
  }
  makeRoom();
  const bits = exchange(word, WORD, 0) | state.deferred;
  state.deferred = 0;
  if ((bits & KILL) !== 0) return killed(bits);
  if ((bits & FLYING) !== 0) {
    const again = refly();
    if (again !== undefined) {
      or(word, WORD, bits); // the others wait
      return again;
    }
  }
  if ((bits & INTERRUPT) !== 0) {
    const error = takeOne(bits & SCOPE);
    if (error !== undefined) return error;
  }
  return (bits & SCOPE) === 0 ? undefined : state.scopes?.poll();
}

/** Whether the current frame's masks hold against what these bits announce. */
function holds(bits: number): boolean {
  if ((bits & FORCE) !== 0) return false;
  return state.hard !== 0 || (state.soft !== 0 && (bits & OVERDUE) === 0);
}

/**
 * A stack overflow inside the delivery would lose what was taken already, so it happens here or not at all. The poll then throws the
 * carrier, which needs no more stack: it passes every clause until there is room. Leaving the overflow to the program
 * failed: one that catches it (`try { dive() } catch { dive() }`) stays below the edge for ever, where no interrupt can be delivered.
 */
function makeRoom(): void {
  apply(nothing, undefined, ballast);
}
const nothing = (): void => {};
/** Pushed on the stack as arguments: 8 bytes each. Frames of a recursion shrink when they are optimised, these do not. */
const ballast: unknown[] = new Array(6000).fill(0); // without holes, which the prototype would be asked for
const RangeErrorOf = RangeError;

/** One interrupt from the ring; what remains stays announced. */
export function takeOne(rest: number): Error | undefined {
  const error = state.inbox?.take();
  if (error === undefined) return undefined;
  noteTaken(error);
  if (state.inbox?.hasMore() === true) rest |= INTERRUPT;
  if (rest !== 0) or(word, WORD, rest);
  return error;
}

function takeOff(error: Error): void {
  const flight = { error };
  if (state.current !== null) state.current.exit = error;
  state.flying = flight;
  or(word, WORD, FLYING);
  // A job that has ended has let the exit out: from here on it is a rejection or an uncaught error.
  if (microtask !== undefined) {
    apply(microtask, undefined, [
      (): void => {
        if (state.flying === flight) landed();
      },
    ]);
  }
}

function refly(): Error | undefined {
  const { flying, unwinding, current } = state;
  if (flying !== null) return flying.error;
  if (unwinding === null) return undefined;
  if (current === null) return unwinding;
  // A frame that got its value before the event loop could unwind it, and may never wait again.
  if (current.unwound !== unwinding) {
    current.unwound = unwinding;
    return unwinding;
  }
  or(word, WORD, FLYING);
  return undefined;
}
