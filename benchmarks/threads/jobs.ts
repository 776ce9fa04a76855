/** A worker of a pool, as far as cancelling goes: takes numbered jobs; odd ones never end, and a cancelled job is followed by the next. */
import { count, DONE, openCells, READY, WANTED } from './cells.ts';

export function serve(shared: SharedArrayBuffer, work: () => void): void {
  const cells = openCells(shared);
  const { counts } = cells;
  let job = 0;
  count(cells, READY);
  for (;;) {
    try {
      for (;;) {
        Atomics.wait(counts, WANTED, job, 100);
        if (Atomics.load(counts, WANTED) === job) continue;
        job = Atomics.load(counts, WANTED);
        if (job % 2 === 1) count(cells, READY);
        do work();
        while (job % 2 === 1);
        Atomics.store(counts, DONE, job);
        Atomics.notify(counts, DONE);
      }
    } catch {
      // Cancelled: on to the next job.
    }
  }
}
