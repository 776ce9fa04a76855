/** Milliseconds from cancelling an endless job to the end of the next one: in the same thread, or in a new worker. */
import { DONE, READY, WANTED, type Cells } from './cells.ts';
import { Cancelled, hostMain, pause, reached, startThread, startWorker } from './host.ts';
import type { HostJob } from './mark.ts';

await hostMain(async (job) => (job.how === 'killable' ? cancel(job) : respawn(job)));

function order({ counts }: Cells, number: number): void {
  Atomics.store(counts, WANTED, number);
  Atomics.notify(counts, WANTED);
}

async function cancel(job: HostJob): Promise<number[]> {
  const { cells, handle } = startThread(job);
  const samples: number[] = [];
  await reached(cells, READY, 1);
  for (let i = 1; i <= job.count; i++) {
    order(cells, 2 * i - 1);
    await reached(cells, READY, i + 1);
    await pause(20);
    const start = performance.now();
    handle.raiseExc(new Cancelled());
    order(cells, 2 * i);
    await reached(cells, DONE, 2 * i);
    samples.push(performance.now() - start);
  }
  await handle.kill();
  return samples;
}

/** As a pool does it, at its best: the new worker starts while the old one is still going. */
async function respawn(job: HostJob): Promise<number[]> {
  const samples: number[] = [];
  let { cells, handle } = startWorker(job);
  for (let i = 1; i <= job.count; i++) {
    await reached(cells, READY, 1);
    order(cells, 1);
    await reached(cells, READY, 2);
    await pause(20);
    const start = performance.now();
    const gone = handle.terminate();
    ({ cells, handle } = startWorker(job));
    await reached(cells, READY, 1);
    order(cells, 2);
    await reached(cells, DONE, 2);
    samples.push(performance.now() - start);
    await gone;
    await handle.terminate();
    ({ cells, handle } = startWorker(job));
  }
  await handle.terminate();
  return samples;
}
