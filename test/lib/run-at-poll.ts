/**
 * Runs a program and fires something at its k-th moment (every-poll/counted-abi.ts), in this thread: same program, same k, same run.
 *
 * The main call stands in a frame as a thread's does (packages/runtime/src/worker/main.ts), interrupts go through the real ring, and what
 * escapes a callback is dealt with as in a thread. Between two runs the realm's record is made new, so that even a kill ends
 * a run only.
 */
import '@killable/runtime';
import { checkpoint, currentThread, ThreadExit } from '@killable/runtime';
import type { Delivery } from '@killable/runtime';
import * as abi from '@killable/runtime/abi';
import { at } from '../every-poll/counted-abi.ts';
import { Tracker } from '../every-poll/tracker.ts';
// The very modules of the package under test, not their source: a second copy would have marks of its own on the same frames.
import { deliverIdle, unwind } from '../../packages/runtime/dist/worker/deliver.js';
import { state } from '../../packages/runtime/dist/worker/state.js';
import { exitWithin } from '../../packages/runtime/dist/worker/unwind.js';

export type Kind = 'interrupt' | 'exit' | 'kill';
export type Program = (tracker: Tracker) => unknown;

export interface Run {
  /** How many moments the run had. */
  readonly moments: number;
  readonly outcome: 'returned' | 'failed' | 'terminated' | 'killed';
  /** What the rules say is wrong with it. */
  readonly violations: string[];
}

const KILL = 2;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const settled = (x: unknown): x is PromiseLike<unknown> =>
  typeof (x as PromiseLike<unknown> | null)?.then === 'function';

/** Runs the program; with `kind`, fires it at the moment `k`, counted from 1. */
export async function runAt(program: Program, kind?: Kind, k = 0): Promise<Run> {
  currentThread().terminate().withdraw(); // opens this thread's mailbox
  await renew();
  const tracker = new Tracker();
  const escaped: unknown[] = [];
  const onEscape = (error: unknown): void => {
    const exit = exitWithin(error);
    if (exit === undefined) escaped.push(error);
    else unwind(exit);
  };
  let moments = 0;
  let delivery: Delivery | undefined;
  const sent = new RangeError(`fired at ${k}`);
  at.moment = () => {
    if (++moments !== k || kind === undefined) return;
    if (kind === 'kill') {
      Atomics.or(abi.word, 0, KILL);
      state.nudge?.();
    } else delivery = currentThread().raiseExc(kind === 'exit' ? ThreadExit : sent);
  };
  process.on('unhandledRejection', onEscape);
  process.on('uncaughtException', onEscape);
  let thrown: { error: unknown } | undefined;
  try {
    await main(program, tracker);
  } catch (error) {
    thrown = { error };
  }
  const exit = exitWithin(thrown?.error);
  if (exit !== undefined && exit !== state.kill) state.unwinding = exit;
  for (let i = 0; i < 100 && (i < 2 || state.parked !== null || state.unwinding !== null); i++) {
    if (exit !== undefined) deliverIdle();
    await turn();
  }
  process.off('unhandledRejection', onEscape);
  process.off('uncaughtException', onEscape);
  at.moment = () => {};
  const outcome =
    state.kill !== null
      ? 'killed'
      : exit !== undefined
        ? 'terminated'
        : thrown
          ? 'failed'
          : 'returned';
  const violations = tracker.violations();
  if (kind === 'kill') {
    if (state.kill === null && !throws(checkpoint)) violations.push('the kill was lost');
  } else if (kind !== undefined && moments >= k) {
    violations.push(...onceOnly(tracker, delivery!, [...escaped, thrown?.error], kind));
  }
  if (kind === undefined && outcome !== 'returned') {
    violations.push(`without a fire it ${outcome}: ${String((thrown?.error as Error)?.stack)}`);
  }
  if (state.parked !== null) violations.push('a call is still suspended');
  if (kind !== 'kill') violations.push(...unclean());
  return { moments, outcome, violations };
}

/** The target's call, with the hooks that a thread puts around it. */
async function main(program: Program, tracker: Tracker): Promise<unknown> {
  const f = abi.enter(false);
  state.main = f;
  try {
    const value = program(tracker);
    return settled(value) ? abi.resume(f, await abi.suspend(f, value)) : value;
  } finally {
    abi.leave(f);
  }
}

/** Delivered in exactly one place: taken by one clause, or out of the main call or a callback; or still pending, for the next poll. */
function onceOnly(tracker: Tracker, delivery: Delivery, out: unknown[], kind: Kind): string[] {
  const isOurs = (e: unknown): boolean =>
    kind === 'exit'
      ? exitWithin(e) !== undefined
      : /^fired at/.test((e as Error | undefined)?.message ?? '');
  if (delivery.state === 'queued') {
    if (!throws(checkpoint)) return ['queued, and the next poll does not deliver it'];
    return tracker.taken.some(isOurs) ? ['taken while it was queued'] : [];
  }
  if (delivery.state !== 'delivered') return [`the delivery is ${delivery.state}`];
  const seen = [...tracker.taken, ...out].filter(isOurs).length;
  if (seen > 1) return [`it was seen ${seen} times`];
  if (seen === 0 && !tracker.mayLose) return ['it was delivered and nobody saw it'];
  return [];
}

function throws(fn: () => void): boolean {
  try {
    fn();
    return false;
  } catch {
    return true;
  }
}

/** The record as a fresh job should find it (SEMANTICS 7). */
function unclean(): string[] {
  const { soft, hard, deferred, current, flying, unwinding } = state;
  const facts = { word: abi.word[0], soft, hard, deferred, current, flying, unwinding };
  const left = Object.entries(facts).filter(([, value]) => value !== 0 && value !== null);
  return left.map(
    ([name, value]) => `${name} is left as ${typeof value === 'object' ? 'an object' : value}`,
  );
}

async function renew(): Promise<void> {
  at.moment = () => {};
  state.current = state.main = state.parked = null;
  state.kill = state.unwinding = state.flying = null;
  state.soft = state.hard = state.deferred = 0;
  state.rung = 1;
  state.followed = state.resuming = null;
  state.inbox?.drain();
  Atomics.store(abi.word, 0, 0);
  await turn();
}
