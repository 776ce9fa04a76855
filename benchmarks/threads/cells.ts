/**
 * Shared cells of a host and one thread: the thread counts what it has done and notes when, the host waits for the count.
 * `process.hrtime` is one clock for the whole process, so its readings in two threads can be compared.
 *
 *     bytes 0..3  READY    the thread is in the state that is to be interrupted: how often it got there
 *     bytes 4..7  ARRIVED  exceptions that a catch clause has seen
 *     bytes 8..11 WANTED   number of the job to do; odd ones never end
 *     bytes 12..15 DONE    number of the last job that was done
 *     bytes 16..23         time of the last arrival, in nanoseconds
 */
export const READY = 0;
export const ARRIVED = 1;
export const WANTED = 2;
export const DONE = 3;

export interface Cells {
  readonly counts: Int32Array;
  readonly time: BigInt64Array;
}

export function openCells(shared: SharedArrayBuffer): Cells {
  return { counts: new Int32Array(shared, 0, 4), time: new BigInt64Array(shared, 16, 1) };
}

/** In the thread: now there. */
export function count({ counts }: Cells, which: number): void {
  Atomics.add(counts, which, 1);
  Atomics.notify(counts, which);
}

/** In the thread, first thing in a catch clause. */
export function arrive(cells: Cells): void {
  Atomics.store(cells.time, 0, process.hrtime.bigint());
  count(cells, ARRIVED);
}
