/** A thread that awaits what never comes. */
import { arrive, count, openCells, READY } from './cells.ts';

export async function main(shared: SharedArrayBuffer): Promise<void> {
  const cells = openCells(shared);
  // A promise alone does not keep a worker alive.
  setInterval(() => {}, 1 << 30);
  for (;;) {
    try {
      count(cells, READY);
      await new Promise(() => {});
    } catch {
      arrive(cells);
    }
  }
}
