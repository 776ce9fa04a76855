/**
 * A counting semaphore across threads (SEMANTICS 2.5).
 *
 * Claim: permits that were given and not given back, plus the count, are always the number that it began with. Sound because a permit is taken by one
 * compareExchange and given back by one add, and because waiting for it ends with the permit or with an interrupt (sync/wait.ts).
 *
 *     cells (Int32)   who writes
 *     │ 0 │ COUNT   │ acquire: compareExchange to one less · release: add
 *     │ 1 │ VERSION │ release: add, after COUNT; waiters wait here
 */
import { load } from '../worker/captured.ts';
import { handle } from './handle.ts';
import { Permit } from './permit.ts';
import { changed, wait, waitSync } from './wait.ts';
import type { Wait } from './wait.ts';

const COUNT = 0;
const VERSION = 1;
const BYTES = 8;
const { add, compareExchange } = Atomics;

/**
 * Lets a number of holders in at a time, over all threads that have it. Send `semaphore.shared` to a thread and make it into a semaphore
 * there with `Semaphore.from`.
 *
 * Laws: each wait ends with a permit or with an interrupt, never with both (2.5). Limits: no order among those who wait; a blocked wait (`acquireSync`)
 * hears of an interrupt within 4 ms; a permit of a thread that was stopped by force (rung 3) is not given back.
 *
 * ```ts
 * const two = new Semaphore(2);
 * const permit = await two.acquire();
 * try { await work(); } finally { permit.release(); }
 * ```
 */
export class Semaphore {
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;

  /** `from` gives a handle in place of the count. */
  constructor(count: number | SharedArrayBuffer = 1) {
    if (count instanceof SharedArrayBuffer) {
      this.shared = count;
      this.#cells = new Int32Array(count);
      return;
    }
    if (!Number.isInteger(count) || count < 0 || count > 2 ** 30) {
      throw new RangeError(
        `[killable] a Semaphore begins with a whole number from 0 to 2^30, not ${String(count)}`,
      );
    }
    this.shared = new SharedArrayBuffer(BYTES);
    this.#cells = new Int32Array(this.shared);
    this.#cells[COUNT] = count;
  }

  /** The semaphore behind a handle that another thread has sent. */
  static from(shared: SharedArrayBuffer): Semaphore {
    return new Semaphore(handle('Semaphore', shared, BYTES));
  }

  /** How many permits are free; it may have changed by the time you look at it. */
  get count(): number {
    return load(this.#cells, COUNT);
  }

  /** A permit, if one is free. */
  tryAcquire(): Permit | undefined {
    const cells = this.#cells;
    for (;;) {
      const count = load(cells, COUNT);
      if (count <= 0) return undefined;
      if (compareExchange(cells, COUNT, count, count - 1) === count) {
        return new Permit(() => this.release());
      }
    }
  }

  /** Waits for a permit; after `timeoutMs` throws a `TimeoutError`. */
  acquire(timeoutMs?: number): Promise<Permit> {
    return wait(this.#wait('Semaphore.acquire', timeoutMs));
  }

  /** Blocks the thread until there is a permit; after `timeoutMs` throws a `TimeoutError`. */
  acquireSync(timeoutMs?: number): Permit {
    return waitSync(this.#wait('Semaphore.acquireSync', timeoutMs));
  }

  /** Adds permits: for a semaphore that counts what others have produced. */
  release(count = 1): void {
    add(this.#cells, COUNT, count);
    changed(this.#cells, VERSION);
  }

  #wait(what: string, ms: number | undefined): Wait<Permit> {
    return { what, ms, cells: this.#cells, version: VERSION, attempt: () => this.tryAcquire() };
  }
}
