/** Milliseconds from the call that interrupts to the catch clause, or from `worker.terminate()` to its promise. */
import { ARRIVED, READY } from './cells.ts';
import { Cancelled, hostMain, pause, reached, startThread, startWorker } from './host.ts';
import type { HostJob } from './mark.ts';

await hostMain(async (job) => (job.how === 'killable' ? raise(job) : terminate(job)));

async function raise(job: HostJob): Promise<number[]> {
  const { cells, handle } = startThread(job);
  const samples: number[] = [];
  await reached(cells, READY, 1);
  await pause(300);
  for (let i = 1; i <= job.count; i++) {
    await reached(cells, READY, i);
    // A different moment of the thread's work each time.
    await pause(1 + (i % 7) / 2);
    const sent = process.hrtime.bigint();
    handle.raiseExc(new Cancelled());
    await reached(cells, ARRIVED, i);
    samples.push(Number(Atomics.load(cells.time, 0) - sent) / 1e6);
  }
  await handle.kill();
  return samples;
}

async function terminate(job: HostJob): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 1; i <= job.count; i++) {
    const { cells, handle } = startWorker(job);
    await reached(cells, READY, 1);
    await pause(5 + (i % 7) / 2);
    const sent = process.hrtime.bigint();
    await handle.terminate();
    samples.push(Number(process.hrtime.bigint() - sent) / 1e6);
  }
  return samples;
}
