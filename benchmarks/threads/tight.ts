/** A thread in a tight loop, interrupted again and again. */
import { arrive, count, openCells, READY } from './cells.ts';

export function main(shared: SharedArrayBuffer): void {
  const cells = openCells(shared);
  let spins = 0;
  for (;;) {
    try {
      count(cells, READY);
      for (;;) spins = (spins + 1) | 0;
    } catch {
      arrive(cells);
    }
  }
}
