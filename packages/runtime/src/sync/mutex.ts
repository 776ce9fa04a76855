/**
 * A lock across threads (SEMANTICS 2.5). Claim: at most one holds it. Sound because it is a semaphore of one permit, and only a
 * permit, once, gives it back.
 */
import type { Permit } from './permit.ts';
import { handle } from './handle.ts';
import { Semaphore } from './semaphore.ts';

/**
 * A lock over all threads that have it. Send `mutex.shared` to a thread and make it into a mutex there with `Mutex.from`.
 *
 * Laws: each wait ends with the lock or with an interrupt, never with both (2.5). Limits: who holds it and locks it again waits for itself (an
 * interrupt or a time limit ends that); no order among those who wait; a blocked wait (`lockSync`) hears of an
 * interrupt within 4 ms; the lock of a thread that was stopped by force (rung 3) stays locked.
 *
 * ```ts
 * const mutex = new Mutex();
 * const held = await mutex.lock();
 * try { await work(); } finally { held.release(); }
 * ```
 */
export class Mutex {
  readonly #semaphore: Semaphore;

  /** `from` gives the semaphore of one that it is made of. */
  constructor(semaphore: Semaphore = new Semaphore(1)) {
    this.#semaphore = semaphore;
  }

  /** The mutex behind a handle that another thread has sent. */
  static from(shared: SharedArrayBuffer): Mutex {
    return new Mutex(Semaphore.from(handle('Mutex', shared, 8)));
  }

  get shared(): SharedArrayBuffer {
    return this.#semaphore.shared;
  }

  /** Whether somebody holds it; it may have changed by the time you look at it. */
  get locked(): boolean {
    return this.#semaphore.count === 0;
  }

  /** The lock, if nobody holds it. */
  tryLock(): Permit | undefined {
    return this.#semaphore.tryAcquire();
  }

  /** Waits for the lock; after `timeoutMs` throws a `TimeoutError`. */
  lock(timeoutMs?: number): Promise<Permit> {
    return this.#semaphore.acquire(timeoutMs);
  }

  /** Blocks the thread until it has the lock; after `timeoutMs` throws a `TimeoutError`. */
  lockSync(timeoutMs?: number): Permit {
    return this.#semaphore.acquireSync(timeoutMs);
  }
}
