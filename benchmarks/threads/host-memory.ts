/** Megabytes of resident memory that each of `count` idle threads adds. */
import { READY } from './cells.ts';
import { hostMain, pause, reached, startThread, startWorker } from './host.ts';

await hostMain(async (job) => {
  const before = process.memoryUsage().rss;
  const start = (): ReturnType<typeof startThread> | ReturnType<typeof startWorker> =>
    job.how === 'killable' ? startThread(job) : startWorker(job);
  const running = Array.from({ length: job.count }, start);
  for (const { cells } of running) await reached(cells, READY, 1);
  await pause(200);
  const megabytes = (process.memoryUsage().rss - before) / 2 ** 20 / job.count;
  // The process ends with this answer, and the threads with it.
  return [megabytes];
});
