/**
 * A thread, as a thread sees it that did not start it (SEMANTICS 1.3).
 *
 * Claim: only who was given the handle can raise in the thread, or find out that it exists. Sound because the handle's shared memory is the only
 * way to the thread's mailbox, and the name of its channel is random.
 *
 * Claim: no wake-up is lost, though many wakes become one message. Sound because the sender sets the word before WAKE, and the thread clears WAKE
 * before it looks at the word: who finds WAKE set sent before that look. Limit: a sender whose own thread is stopped by force between WAKE and
 * the message (some microseconds, once per thread) leaves an idle thread asleep for later senders; a kill still ends it, at rung 3.
 */
import { ThreadError, ThreadExit, TimeoutError } from '../errors.ts';
import type { ErrorClass } from '../mailbox/classes.ts';
import type { Delivery } from '../mailbox/delivery.ts';
import { encodeError } from '../mailbox/exception.ts';
import { CONTROL_CELLS, ENDED, KILL, RING_CELLS, WAKE } from '../mailbox/layout.ts';
import type { Broadcast } from '../mailbox/messages.ts';
import { Outbox } from '../mailbox/outbox.ts';
import { openRing } from '../mailbox/ring.ts';
import { host as platform } from '../platform/node.ts';
import type { Port } from '../platform/types.ts';
import { wait, waitSync } from '../sync/wait.ts';
import type { Wait } from '../sync/wait.ts';
import { Overdue } from './overdue.ts';
import type { SharedThread } from './sharing.ts';

/** Milliseconds between two looks at what became of an interrupt: the first, and the longest. */
const [SOON, LATE] = [2, 50];

/**
 * A thread that another thread has started. Get one with `Thread.from(shared)`.
 *
 * Laws: as a `Thread`'s, in each thread that has the handle; interrupts of one sender arrive in its order. Limits: how the thread ended is known
 * to who started it; here it is known that it ended, once its starter's event loop has heard of it.
 *
 * ```ts
 * const shared = await thread.share(); // to be sent to another thread
 * Thread.from(shared).raiseExc(new RangeError('enough')); // there
 * ```
 */
export class RemoteThread {
  readonly name: string;
  readonly ident: number;
  readonly #control: Int32Array;
  readonly #name: string;
  #channel: Port | undefined;
  readonly #outbox = new Outbox();
  readonly #overdue: Overdue;
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** @throws TypeError if it is not what `share()` gave. */
  constructor(shared: SharedThread) {
    check(shared);
    this.name = shared.name;
    this.ident = shared.ident;
    this.#name = shared.channel;
    const control = new Int32Array(shared.control);
    this.#control = control;
    this.#overdue = new Overdue(shared.cleanup, (bits) => this.#outbox.ring(bits));
    const wake = (): void => {
      if (Atomics.exchange(control, WAKE, 1) !== 0) return;
      try {
        this.#tell({ type: 'wake' });
      } catch (error) {
        Atomics.store(control, WAKE, 0); // no message is under way, and the next sender has to know
        throw error;
      }
    };
    this.#outbox.open({ control, ring: openRing(shared.ring), wake });
  }

  /** False once the thread that started it knows that it is gone. */
  isAlive(): boolean {
    return Atomics.load(this.#control, ENDED) === 0;
  }

  /** As `Thread.raiseExc`. The delivery's state is that of the last look, which `withdraw` and the event loop take. */
  raiseExc(error: ErrorClass | Error): Delivery {
    if (!this.isAlive()) {
      encodeError(error); // what cannot be raised at all is said first
      throw new ThreadError(`[killable] the thread is not active: ${this.name} has ended`);
    }
    this.#outbox.sweep();
    const ticket = this.#outbox.raise(error);
    this.#overdue.watch(ticket);
    this.#settle(SOON);
    return ticket;
  }

  /** Raises `ThreadExit`: the thread ends silently, its `finally` blocks run (SEMANTICS 1.4). */
  terminate(): Delivery {
    return this.raiseExc(ThreadExit);
  }

  /**
   * Ends the thread, whatever it catches (SEMANTICS 1.5). The first rung is climbed here and now, the others, each after `grace`
   * milliseconds, by the thread that started it. Resolves when it is gone.
   */
  async kill({ grace }: { grace?: number } = {}): Promise<void> {
    if (grace !== undefined && !(typeof grace === 'number' && grace >= 0)) {
      throw new TypeError(
        `[killable] the option grace is milliseconds, a number that is 0 or more, not ${String(grace)}`,
      );
    }
    if (this.isAlive()) {
      this.#outbox.ring(KILL);
      this.#tell({ type: 'kill', grace });
    }
    await this.join();
  }

  /** Waits until the thread is gone, for at most `timeoutMs`; whether it is. */
  async join(timeoutMs?: number): Promise<boolean> {
    return late(wait(this.#gone('RemoteThread.join', timeoutMs)));
  }

  /** The same, blocking this thread. */
  joinSync(timeoutMs?: number): boolean {
    try {
      return waitSync(this.#gone('RemoteThread.joinSync', timeoutMs));
    } catch (error) {
      if (error instanceof TimeoutError) return false;
      throw error;
    }
  }

  #gone(what: string, ms: number | undefined): Wait<true> {
    const attempt = (): true | undefined => (this.isAlive() ? undefined : true);
    return { what, ms, cells: this.#control, version: ENDED, attempt };
  }

  #tell(message: Broadcast): void {
    this.#channel ??= platform.broadcast(this.#name);
    this.#channel.post(message);
  }

  /** Looks what became of the interrupts until that is known of all. */
  #settle(ms: number): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#outbox.sweep();
      if (!this.isAlive()) {
        this.#outbox.close();
        this.#overdue.end();
        this.#channel?.close();
        this.#channel = undefined;
      } else if (this.#outbox.size > 0) this.#settle(ms < LATE ? ms * 2 : ms);
    }, ms);
  }
}

async function late(gone: Promise<true>): Promise<boolean> {
  try {
    return await gone;
  } catch (error) {
    if (error instanceof TimeoutError) return false;
    throw error;
  }
}

function check(shared: unknown): asserts shared is SharedThread {
  const { name, ident, control, ring, channel, cleanup } = (shared ?? {}) as Partial<SharedThread>;
  const fits = (buffer: unknown, cells: number): boolean =>
    buffer instanceof SharedArrayBuffer && buffer.byteLength === cells * 4;
  if (
    typeof name === 'string' &&
    typeof ident === 'number' &&
    typeof channel === 'string' &&
    typeof cleanup === 'number' &&
    cleanup >= 0 &&
    fits(control, CONTROL_CELLS) &&
    fits(ring, RING_CELLS)
  ) {
    return;
  }
  throw new TypeError(
    '[killable] Thread.from takes what `await thread.share()` gave, and this is not that',
  );
}
