/**
 * The thread's side of the demo: does one job over and over, and survives every interrupt.
 *
 * What the host sees is shared memory: how many jobs have begun, were interrupted, were cleaned up after and were done,
 * when each interrupt was caught, and the hash of the last whole output.
 */
import { createHash } from 'node:crypto';
import { ThreadExit } from '@killable/runtime';

/** Cells of `counts`. */
export const BEGUN = 0;
export const CAUGHT = 1;
export const CLEANED = 2;
export const DONE = 3;

export interface Board {
  readonly counts: Int32Array;
  /** Nanoseconds of the clock that all threads of a process share, one cell per interrupt. */
  readonly caughtAt: BigInt64Array;
  /** SHA-256 of the output of the last job that was done. */
  readonly hash: Uint8Array;
}

export function makeBoard(interrupts: number): Board {
  return {
    counts: new Int32Array(new SharedArrayBuffer(16)),
    caughtAt: new BigInt64Array(new SharedArrayBuffer(8 * interrupts)),
    hash: new Uint8Array(new SharedArrayBuffer(32)),
  };
}

/** The message of the `ThreadExit` that ends a job; one without it (`terminate()`) ends the thread. */
export const ONLY_THE_JOB = 'only this job';

/** A job calls `begun` when its long synchronous part starts, and returns its whole output. */
export type Job = (begun: () => void) => string | Promise<string>;

export async function serve({ counts, caughtAt, hash }: Board, job: Job): Promise<never> {
  for (;;) {
    try {
      const output = await job(() => Atomics.add(counts, BEGUN, 1));
      hash.set(createHash('sha256').update(output).digest());
      Atomics.add(counts, DONE, 1);
    } catch (error) {
      const now = process.hrtime.bigint();
      // It names ThreadExit, so it gets one; no catch clause of the packages inside the job does.
      if (!(error instanceof ThreadExit && error.message === ONLY_THE_JOB)) throw error;
      caughtAt[counts[CAUGHT]!] = now;
      Atomics.add(counts, CAUGHT, 1);
    } finally {
      Atomics.add(counts, CLEANED, 1);
    }
  }
}
