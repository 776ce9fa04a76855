/** SEMANTICS 9.9: a wait for a semaphore ends with the permit xor with the interrupt, so the count is conserved. */
import * as assert from 'uvu/assert';
import { Semaphore, Thread } from '@killable/runtime';
import { threads } from './compiled.ts';

const THREADS = 2;
const PERMITS = 1;

export async function permits(waits: number): Promise<string> {
  const url = await threads();
  const semaphore = new Semaphore(PERMITS);
  const rounds = Math.ceil(waits / THREADS);
  const waiting = Array.from({ length: THREADS }, () => {
    const progress = new Int32Array(new SharedArrayBuffer(12));
    const thread = new Thread(url, {
      exportName: 'waitFor',
      args: [semaphore.shared, rounds, progress],
      worker: { execArgv: [] },
    }).start();
    return { thread, progress };
  });
  // Each is pestered by a thread of its own, as fast as that can.
  const pestering = await Promise.all(
    waiting.map(async ({ thread, progress }) =>
      new Thread(url, {
        exportName: 'pester',
        args: [await thread.share(), progress, rounds],
        worker: { execArgv: [] },
      }).start(),
    ),
  );
  const results = await Promise.all(
    waiting.map(
      ({ thread }) => thread.result() as Promise<Record<'acquired' | 'interrupted', number>>,
    ),
  );
  // More where an interrupt came after the permit was given back, in the same round.
  for (const { acquired, interrupted } of results) assert.ok(acquired + interrupted >= rounds);
  assert.is(semaphore.count, PERMITS, 'the count is not conserved');
  assert.ok(
    results.every((result) => result.interrupted > 0),
    'nothing was interrupted',
  );
  const interrupted = results.reduce((sum, result) => sum + result.interrupted, 0);
  const sent = (
    await Promise.all(pestering.map((thread) => thread.result() as Promise<number>))
  ).reduce((a, b) => a + b);
  return `${rounds * THREADS} waits, ${interrupted} of them interrupted, ${sent} interrupts sent`;
}
