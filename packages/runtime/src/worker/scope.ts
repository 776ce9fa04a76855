/**
 * The open scopes of this realm: time limits and abort signals (SEMANTICS 5).
 *
 * Claim: a scope's interrupt is thrown at most once, only in code that runs below the scope, and never after the scope was left. Sound
 * because everything about a scope is private to its realm: the watchdog only sets a bit that says "look". Who looks (a poll, an idle
 * event loop, an await) goes through the list, from which a scope is taken when it is left, and asks each scope whether it is due.
 * A bell that comes too late, or too early, finds nothing and costs one slow poll.
 *
 * Of the scopes that are due and contain the frame the one whose limit passed first goes first, so that a watchdog that comes late changes
 * no order; of equals the outer one, which is listed first.
 *
 * What failed: the outermost first. With a late watchdog it found an inner limit passed as well, and a `catch` that was there for the
 * inner limit took the outer one's interrupt, which comes once.
 *
 * What failed: a timer in the watchdog for each scope, with the scope's number in the message. It cost two messages a scope, and a number that was
 * on its way when its scope ended had to be told from the next scope's.
 */
import { OVERDUE, SCOPE, WORD } from '../mailbox/layout.ts';
import { BUDGET, startWatchdog } from '../platform/node-watchdog.ts';
import { and, now, or } from './captured.ts';
import { deliverIdle, interruptBelow, isBelow } from './deliver.ts';
import type { Frame } from './frames.ts';
import { state } from './state.ts';
import type { Scopes } from './state.ts';

const { setTimeout, clearTimeout } = globalThis;
const longest = 2 ** 31 - 1;
/** Milliseconds between two attempts to reach a suspended frame that is masked. */
const RETRY = 10;
const timeOrigin: number = performance.timeOrigin;

export interface Scope {
  /** The call that the scope encloses: what hangs below it is interrupted. */
  readonly frame: Frame;
  /** When it is due by itself, on the clock of `now()`. */
  readonly deadline: number;
  isDue(time: number): boolean;
  /** What is thrown. */
  error(): Error;
  delivered: boolean;
  /** Number of the look at an idle realm in which it was reached; 0: none. */
  pass: number;
  open: boolean;
  /** The frame that got the interrupt, and its caller, which gets it next unless nobody awaits the frame. */
  hit: { frame: Frame; caller: Frame | null; turn: number } | undefined;
  timer: ReturnType<typeof globalThis.setTimeout> | undefined;
  next: Scope | null;
  back: Scope | null;
}

class ScopeTable implements Scopes {
  #first: Scope | null = null;
  #last: Scope | null = null;
  #watchdog: ((at: number, bits: number) => void) | undefined;
  /** The moment that the watchdog waits for, and from which on it rings. */
  #armed = Infinity;
  #pass = 0;

  enter(scope: Scope): void {
    scope.back = this.#last;
    if (this.#last === null) this.#first = scope;
    else this.#last.next = scope;
    this.#last = scope;
    state.active++;
    const time = now();
    if (scope.isDue(time)) or(state.word, WORD, SCOPE);
    else if (this.#armed <= time) this.#rearm(time);
    else if (scope.deadline < this.#armed) this.#arm(scope.deadline);
  }

  /** Withdraws what is undelivered. */
  leave(scope: Scope): void {
    scope.open = false;
    clearTimeout(scope.timer);
    if (scope.back === null) this.#first = scope.next;
    else scope.back.next = scope.next;
    if (scope.next === null) this.#last = scope.back;
    else scope.next.back = scope.back;
    state.active--;
    if (this.#first === null && this.#armed <= now()) this.#arm(Infinity);
  }

  /** The scope's function has returned a promise: from here on an idle event loop has to look, too. */
  watch(scope: Scope): void {
    if (scope.deadline !== Infinity || scope.isDue(now())) this.#attempt(scope, 1);
  }

  /** A signal has aborted. */
  announce(scope: Scope): void {
    or(state.word, WORD, SCOPE);
    clearTimeout(scope.timer);
    scope.timer = setTimeout(() => this.#attempt(scope, 1), 0);
  }

  poll(): Error | undefined {
    const time = now();
    let found: Scope | undefined;
    for (let s = this.#first; s !== null; s = s.next) {
      if (s.delivered || !s.isDue(time)) continue;
      const here = state.current !== null && isBelow(state.current, s.frame);
      if (!here) {
        state.deferred |= SCOPE; // looked at again when another frame runs
        continue;
      }
      if (found !== undefined) or(state.word, WORD, SCOPE);
      if (found === undefined || dueAt(s) < dueAt(found)) found = s;
    }
    const error = found === undefined ? undefined : this.#hit(found, state.current!);
    this.#rearm(time);
    return error;
  }

  idle(): void {
    and(state.word, WORD, ~SCOPE);
    state.deferred &= ~SCOPE;
    const time = now();
    this.#pass++;
    for (let s = this.#dueAfter(null, time); s !== null; s = this.#dueAfter(s, time)) {
      if (!this.#unwinds(s) && this.#reach(s, s.frame, time)) s.pass = this.#pass;
      else state.deferred |= SCOPE;
    }
    this.#rearm(time);
  }

  below(f: Frame): boolean {
    const time = now();
    let found: Scope | undefined;
    for (let s = this.#first; s !== null; s = s.next) {
      if (s.delivered || !s.isDue(time) || !isBelow(f, s.frame)) continue;
      if (found === undefined || dueAt(s) < dueAt(found)) found = s;
    }
    if (found === undefined || !this.#reach(found, f, time)) return false;
    and(state.word, WORD, ~SCOPE);
    state.deferred |= SCOPE;
    return true;
  }

  /** The due scope that comes next in the order of their moments, of equals in the order of the list. No array: the program may have patched it. */
  #dueAfter(last: Scope | null, time: number): Scope | null {
    let found: Scope | null = null;
    let behind = last === null;
    for (let s = this.#first; s !== null; s = s.next) {
      if (s === last) behind = true;
      else if (!s.delivered && s.isDue(time) && (found === null || dueAt(s) < dueAt(found))) {
        const order = last === null ? 1 : dueAt(s) - dueAt(last);
        if (order > 0 || (order === 0 && behind)) found = s;
      }
    }
    return found;
  }

  /** A scope around or inside this one was reached in the same pass: its code is about to unwind. */
  #unwinds(scope: Scope): boolean {
    for (let s = this.#first; s !== null; s = s.next) {
      if (s.pass !== this.#pass) continue;
      if (isBelow(s.frame, scope.frame) || isBelow(scope.frame, s.frame)) return true;
    }
    return false;
  }

  #reach(s: Scope, below: Frame, time: number): boolean {
    const bits = time >= s.deadline + BUDGET ? OVERDUE : 0;
    const f = interruptBelow(below, s.error(), bits);
    if (f === undefined) return false;
    this.#hit(s, f);
    return true;
  }

  #hit(s: Scope, frame: Frame): Error {
    s.delivered = true;
    let caller = frame === s.frame ? null : frame.parent;
    while (caller !== null && caller.ended) caller = caller.parent;
    // A caller that still runs is to await the frame next.
    const turn = caller === null ? 0 : caller.turn + (caller.reject === null ? 1 : 0);
    s.hit = { frame, caller, turn };
    return s.error();
  }

  /** In a turn of its own of the event loop: nothing runs. */
  #attempt(s: Scope, pause: number): void {
    if (!s.open) return;
    const left = s.isDue(now()) ? 0 : s.deadline - now();
    if (left > 0) {
      if (left !== Infinity) this.#later(s, left > longest ? longest : left, pause);
    } else if (!s.delivered) {
      or(state.word, WORD, SCOPE);
      deliverIdle();
      this.#later(s, s.delivered ? 1 : RETRY, 1);
    } else {
      if (missed(s)) this.#reach(s, s.hit!.caller!, now());
      this.#later(s, pause, pause < 500 ? pause * 2 : pause);
    }
  }

  #later(s: Scope, ms: number, pause: number): void {
    clearTimeout(s.timer);
    s.timer = setTimeout(() => this.#attempt(s, pause), ms);
  }

  /** The watchdog has rung and stopped waiting for a moment that was set: sets the next. */
  #rearm(time: number): void {
    if (this.#armed > time) return;
    let at = Infinity;
    let bits = SCOPE;
    for (let s = this.#first; s !== null; s = s.next) {
      if (s.delivered || s.deadline === Infinity) continue;
      const due = s.deadline <= time;
      // What could not be delivered here is tried again without the compiler's masks.
      const next = !due ? s.deadline : (s.deadline + BUDGET > time ? s.deadline : time) + BUDGET;
      if (next >= at) continue;
      at = next;
      bits = due ? SCOPE | OVERDUE : SCOPE;
    }
    this.#arm(at, bits);
  }

  #arm(at: number, bits = SCOPE): void {
    if (!(state.word.buffer instanceof Shared)) return;
    this.#armed = at;
    if (at !== Infinity) this.#watchdog ??= startWatchdog(state.word);
    this.#watchdog?.(at === Infinity ? at : timeOrigin + at, bits);
  }
}
const Shared = typeof SharedArrayBuffer === 'function' ? SharedArrayBuffer : class {};

/** An abort has no time of its own: it goes before the limits. */
function dueAt({ deadline }: Scope): number {
  return deadline === Infinity ? 0 : deadline;
}

/** The frame that got the interrupt has ended and its caller has not heard of it: nobody awaited the frame. */
function missed(s: Scope): boolean {
  if (s.hit === undefined) return false;
  const { frame, caller, turn } = s.hit;
  return frame.ended && caller !== null && caller.reject !== null && caller.turn === turn;
}

/** All copies of the package in a realm share the first one's table. */
export function scopes(): ScopeTable {
  state.scopes ??= new ScopeTable();
  return state.scopes as ScopeTable;
}
export type { ScopeTable };
