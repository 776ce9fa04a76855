// What the targets share: a log in shared memory that a test can wait for.
export const STARTED = 0;
export const cells = (buffer) => new Int32Array(buffer);
/** Adds one, and wakes a test that waits for it. */
export function mark(log, cell) {
  Atomics.add(log, cell, 1);
  Atomics.notify(log, cell);
}
/** Blocks until a test, or another thread, has raised the cell to `value`. */
export function until(log, cell, value = 1) {
  while (Atomics.load(log, cell) < value) Atomics.wait(log, cell, Atomics.load(log, cell), 50);
}
