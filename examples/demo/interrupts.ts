/**
 * The host's side of the demo: interrupts a job in the middle, several times, lets the same thread do it whole, and ends the
 * thread. Each claim is checked here; what does not hold is thrown.
 */
import { strict as assert } from 'node:assert';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Thread, ThreadExit } from '@killable/runtime';
import { BEGUN, CAUGHT, CLEANED, DONE, makeBoard, ONLY_THE_JOB } from './serve.ts';

export interface Findings {
  /** Milliseconds from `raiseExc` to the catch clause inside, one per interrupt. */
  readonly latencies: number[];
  /** Milliseconds that the whole job took after all the interrupts. */
  readonly wholeJob: number;
  /** Milliseconds from `terminate()` to the end of the worker. */
  readonly ending: number;
}

export interface Request {
  readonly file: string;
  readonly input: unknown;
  readonly interrupts: number;
  /** Milliseconds that the uncompiled job took. */
  readonly plainTime: number;
  /** SHA-256 of its output, in hexadecimal. */
  readonly plainHash: string;
}

const PATIENCE = 60_000;

export async function interruptAndFinish(request: Request): Promise<Findings> {
  const { file, input, interrupts, plainTime, plainHash } = request;
  const board = makeBoard(interrupts);
  const { counts } = board;
  const thread = new Thread(pathToFileURL(file), { args: [board, input] }).start();
  const until = async (what: string, fact: () => boolean): Promise<void> => {
    for (const end = performance.now() + PATIENCE; !fact(); await pause(1)) {
      if (!thread.isAlive()) throw new Error(`the thread ended: ${await outcomeOf(thread)}`);
      if (performance.now() > end) throw new Error(`not within ${PATIENCE} ms: ${what}`);
    }
  };
  const stillAtIt = (): void => {
    assert.equal(Atomics.load(counts, DONE), 0, 'the job was over before it was interrupted');
  };
  try {
    const latencies: number[] = [];
    for (let i = 0; i < interrupts; i++) {
      await until('the job begins', () => Atomics.load(counts, BEGUN) > i);
      // Spread over the first half of the job, so that a faster machine still meets it in the middle.
      await pause((plainTime / 2) * ((i + 1) / (interrupts + 1)));
      stillAtIt();
      const sent = process.hrtime.bigint();
      thread.raiseExc(new ThreadExit(ONLY_THE_JOB));
      await until('the interrupt is caught', () => Atomics.load(counts, CAUGHT) > i);
      latencies.push(Number(board.caughtAt[i]! - sent) / 1e6);
      await until('finally ran', () => Atomics.load(counts, CLEANED) > i);
      stillAtIt();
    }

    await until('the job begins again', () => Atomics.load(counts, BEGUN) > interrupts);
    const began = performance.now();
    await until('the whole job is done', () => Atomics.load(counts, DONE) === 1);
    const wholeJob = performance.now() - began;
    const hash = Buffer.from(board.hash).toString('hex');
    assert.equal(hash, plainHash, 'the output differs from the uncompiled run');

    await until('the next job begins', () => Atomics.load(counts, BEGUN) > interrupts + 1);
    await pause(plainTime / 10);
    const asked = performance.now();
    thread.terminate();
    const outcome = await thread.join(PATIENCE);
    const ending = performance.now() - asked;
    assert.equal(outcome?.status, 'terminated');
    assert.equal(Atomics.load(counts, CAUGHT), interrupts, 'each interrupt is caught once');
    assert.equal(
      Atomics.load(counts, CLEANED),
      interrupts + 2,
      'each job is cleaned up after once',
    );
    return { latencies, wholeJob, ending };
  } finally {
    if (thread.isAlive()) await thread.kill({ grace: 100 });
  }
}

async function outcomeOf(thread: Thread): Promise<string> {
  const outcome = await thread.join();
  if (outcome?.status !== 'failed') return JSON.stringify(outcome);
  return outcome.error instanceof Error ? (outcome.error.stack ?? '') : String(outcome.error);
}
