/** SEMANTICS 9.9: a wait for a semaphore ends with the permit xor with the interrupt, so the count is conserved. */
import * as assert from 'uvu/assert';
import { QueueFullError, Semaphore, Thread } from '@killable/runtime';
import { threads } from './compiled.ts';

const THREADS = 2;
const PERMITS = 1;

export async function permits(waits: number): Promise<string> {
  const url = await threads();
  const semaphore = new Semaphore(PERMITS);
  const rounds = Math.ceil(waits / THREADS);
  const waiting = Array.from({ length: THREADS }, () => {
    const progress = new Int32Array(new SharedArrayBuffer(4));
    const thread = new Thread(url, {
      exportName: 'waitFor',
      args: [semaphore.shared, rounds, progress],
      worker: { execArgv: [] },
    }).start();
    return { thread, progress };
  });
  let sent = 0;
  while (waiting.some(({ progress }) => Atomics.load(progress, 0) < rounds)) {
    for (const { thread, progress } of waiting) {
      // Not at the very end, where it would find the thread at something else.
      if (Atomics.load(progress, 0) === 0 || Atomics.load(progress, 0) > rounds * 0.9) continue;
      try {
        thread.raiseExc(new Error('raced'));
        sent++;
      } catch (e) {
        if (!(e instanceof QueueFullError)) throw e;
      }
    }
    const ended = await waiting[0]!.thread.join(1);
    if (ended !== undefined && ended.status !== 'returned') break;
  }
  const results = await Promise.all(
    waiting.map(
      ({ thread }) => thread.result() as Promise<Record<'acquired' | 'interrupted', number>>,
    ),
  );
  // More where an interrupt came after the permit was given back, in the same round.
  for (const { acquired, interrupted } of results) assert.ok(acquired + interrupted >= rounds);
  assert.is(semaphore.count, PERMITS, 'the count is not conserved');
  const interrupted = results.reduce((sum, result) => sum + result.interrupted, 0);
  return `${rounds * THREADS} waits, ${interrupted} of them interrupted, ${sent} interrupts sent`;
}
