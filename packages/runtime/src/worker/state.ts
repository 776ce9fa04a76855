/**
 * One record per realm: what the running code's interrupts, masks and frames are.
 *
 * Claim: two copies of the package in a realm share one state. Sound because the first copy of the ABI that loads puts its record on
 * `globalThis` under a registered symbol that bears the ABI's version, unwritable, and later copies take theirs from there. A module
 * variable per copy lost interrupts: the worker rang one copy's word, the bundled library polled the other's.
 *
 * The state is private to the realm except `word`, which is the control block of mailbox/layout.ts.
 */
import type { Frame } from './frames.ts';
import { CONTROL_CELLS } from '../mailbox/layout.ts';
import { Cells, NativeError, WeakSetOf } from './captured.ts';

export const key: symbol = Symbol.for('@killable/runtime/abi/1');

/** The thread's end of its ring, attached where there is a thread. */
export interface Inbox {
  /** The oldest interrupt, made into an error; its sender is told. */
  take(): Error | undefined;
  hasMore(): boolean;
  /** A kill outranks the queue: what is left ends as `dead`. */
  drain(): void;
}

/** What timeouts and signals attach: called by a poll that found SCOPE. */
export interface Scopes {
  /** What is due in the current frame. */
  poll(): Error | undefined;
  /** The same for an idle event loop. */
  idle(): void;
  /** The same for a frame that is about to wait: whether a suspended callee of it got something. */
  below(f: Frame): boolean;
}

/** A `ThreadExit` that was thrown and has not landed in a clause, a `finally` or an await. */
export interface Flight {
  readonly error: Error;
}

/** Lists are linked: the methods, the iterator and even the indices of arrays may be patched. */
export interface Followed {
  readonly exit: Error;
  readonly caller: Frame;
  readonly turn: number;
  readonly next: Followed | null;
}

export interface Masks {
  readonly soft: number;
  readonly hard: number;
  next: Masks | null;
}

export interface State {
  readonly word: Int32Array;
  readonly fuel: Int32Array;
  /** Whether a suspended await can be interrupted: in a thread, or while a scope is open. Counts the reasons. */
  active: number;
  current: Frame | null;
  /** Depth of the compiler's masks (`finally`, `catch`) in the current frame, and of the programmer's. */
  soft: number;
  hard: number;
  /** Bits of the word that were moved aside while masked. */
  deferred: number;
  /** The kill, once it was thrown: the same object each time. */
  kill: Error | null;
  /** Thrown instead of an interrupt where the stack has no room to deliver one (worker/poll.ts). */
  readonly carrier: Error;
  /** The highest rung at which the kill was thrown. */
  rung: 1 | 2;
  /** A `ThreadExit` that escaped a callback and has to reach the suspended frames (2.7). */
  unwinding: Error | null;
  flying: Flight | null;
  /** Exits that have ended a frame, and the callers that should have got them by the next turn of the event loop. */
  followed: Followed | null;
  /** The thread's main call. */
  main: Frame | null;
  /** The thread has its outcome: nothing is delivered to a suspended call any more. */
  ended: boolean;
  lastId: number;
  /** The suspended frames that an interrupt may be delivered to, a ring of links. */
  parked: Frame | null;
  /** Masks of modules whose top-level await has its value but which do not run again yet, in their order. */
  resuming: Masks | null;
  inbox: Inbox | null;
  scopes: Scopes | null;
  /** Hears of each interrupt that was delivered, and where. */
  heard: ((f: Frame | null, error: unknown) => void) | null;
  /** Interrupts that were taken from the ring. */
  readonly taken: WeakSet<Error>;
  /** Ends the thread, for this error: a module was interrupted while it was evaluated. Null outside of a thread. */
  lost: ((error: Error) => void) | null;
  /** Asks the event loop to call `deliverIdle` soon. */
  nudge: (() => void) | null;
}

interface Holder {
  readonly state: State;
}

function make(): State {
  const bytes = CONTROL_CELLS * 4;
  const memory =
    typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  return {
    word: new Cells(memory as SharedArrayBuffer),
    fuel: new Cells(new ArrayBuffer(4)), // with a buffer of its own its place never changes, so that an engine can put it into code
    active: 0,
    current: null,
    soft: 0,
    hard: 0,
    deferred: 0,
    kill: null,
    carrier: new NativeError('[killable] an interrupt is on its way up a full stack'),
    rung: 1,
    unwinding: null,
    flying: null,
    followed: null,
    main: null,
    ended: false,
    lastId: 0,
    parked: null,
    resuming: null,
    inbox: null,
    scopes: null,
    heard: null,
    taken: new WeakSetOf(),
    lost: null,
    nudge: null,
  };
}

const holder = (globalThis as Record<symbol, unknown>)[key] as Holder | undefined;

export const state: State = holder?.state ?? make();
