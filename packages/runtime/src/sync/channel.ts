/**
 * A bounded queue of messages across threads (SEMANTICS 2.5).
 *
 * Claim: each message that was sent is received once, in the order of sending, and a send or a receive that was interrupted has not
 * happened. Sound because the queue is changed only by who holds LOCK, for some microseconds in which nothing polls, and because
 * the waiting is sync/wait.ts's.
 *
 *     cells (Int32)    who writes: the holder of LOCK, except
 *     │ 0 │ LOCK     │ compareExchange 0 → 1 · store 0
 *     │ 1 │ VERSION  │ every change: add, after the fact; waiters wait here
 *     │ 2 │ HEAD     │ byte to receive next
 *     │ 3 │ USED     │ bytes in the queue
 *     │ 4 │ COUNT    │ messages in the queue
 *     │ 5 │ CAPACITY │ never after the beginning
 *     │ 6 │ CLOSED   │ close: 1
 *     │ 8…│ bytes, a ring: messages, each with its length in four bytes before it
 *
 * Limit: a thread that is stopped by force (rung 3) while it holds LOCK keeps it.
 */
import { ThreadError } from '../errors.ts';
import { deserialize, serialize } from '../platform/node-clone.ts';
import { block, load } from '../worker/captured.ts';
import { handle } from './handle.ts';
import { changed, wait, waitSync } from './wait.ts';
import type { Wait } from './wait.ts';

const [LOCK, VERSION, HEAD, USED, COUNT, CAPACITY, CLOSED] = [0, 1, 2, 3, 4, 5, 6] as const;
const HEADER = 32;
const { compareExchange, notify, store } = Atomics;

/** A message, or the word that there will be none. */
type Received<T> = { readonly value: T } | typeof ended;
const ended: unique symbol = Symbol('ended');

/**
 * Carries values from thread to thread, at most `capacity` at a time and at most `bytes` in all. Send `channel.shared` to a thread and make it into a
 * channel there with `Channel.from`. Any number of threads may send and receive.
 *
 * Laws: in the order of sending, each message to one receiver; a wait ends with its effect or with an interrupt, never with both (2.5).
 * Limits: values are what the structured clone algorithm copies, without shared memory and transfers; a blocked wait hears of an interrupt
 * within 4 ms.
 *
 * ```ts
 * const channel = new Channel<number>(4);
 * await channel.send(1);
 * channel.close();
 * for await (const value of channel) console.log(value); // 1
 * ```
 */
export class Channel<T = unknown> {
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #bytes: Uint8Array;

  /** `from` gives a handle in place of the capacity. */
  constructor(capacity: number | SharedArrayBuffer = 16, options: { bytes?: number } = {}) {
    const { bytes = 65_536 } = options;
    const fresh = typeof capacity === 'number';
    if (fresh) {
      natural('capacity', capacity);
      natural('number of bytes', bytes);
    }
    this.shared = fresh
      ? new SharedArrayBuffer(HEADER + bytes)
      : handle('Channel', capacity, HEADER + 1);
    this.#cells = new Int32Array(this.shared, 0, HEADER / 4);
    this.#bytes = new Uint8Array(this.shared, HEADER);
    if (fresh) this.#cells[CAPACITY] = capacity;
  }

  /** The channel behind a handle that another thread has sent. */
  static from<T = unknown>(shared: SharedArrayBuffer): Channel<T> {
    return new Channel<T>(handle('Channel', shared, HEADER + 1));
  }

  /** Messages that nobody has received; it may have changed by the time you look at it. */
  get size(): number {
    return load(this.#cells, COUNT);
  }

  get closed(): boolean {
    return load(this.#cells, CLOSED) !== 0;
  }

  /** Nothing can be sent any more; what is in the channel can be received. */
  close(): void {
    store(this.#cells, CLOSED, 1);
    changed(this.#cells, VERSION);
  }

  /** Sends if there is room. */
  trySend(value: T): boolean {
    return this.#put(this.#encode(value)) === true;
  }

  /** Waits for room; after `timeoutMs` throws a `TimeoutError`. A closed channel is a `ThreadError`. */
  async send(value: T, timeoutMs?: number): Promise<void> {
    const bytes = this.#encode(value);
    await wait(this.#wait('Channel.send', timeoutMs, () => this.#put(bytes)));
  }

  /** The same, blocking the thread. */
  sendSync(value: T, timeoutMs?: number): void {
    const bytes = this.#encode(value);
    waitSync(this.#wait('Channel.sendSync', timeoutMs, () => this.#put(bytes)));
  }

  /** The oldest message, in an object, if there is one. */
  tryReceive(): { readonly value: T } | undefined {
    const got = this.#take();
    return got === ended ? undefined : got;
  }

  /** Waits for a message; after `timeoutMs` throws a `TimeoutError`. A channel that is closed and empty is a `ThreadError`. */
  async receive(timeoutMs?: number): Promise<T> {
    return open(await wait(this.#wait('Channel.receive', timeoutMs, () => this.#take())));
  }

  /** The same, blocking the thread. */
  receiveSync(timeoutMs?: number): T {
    return open(waitSync(this.#wait('Channel.receiveSync', timeoutMs, () => this.#take())));
  }

  /** The messages, until the channel is closed and empty. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T> {
    const next = async (): Promise<IteratorResult<T>> => {
      const got = await wait(this.#wait('Channel', undefined, () => this.#take()));
      return got === ended ? { done: true, value: undefined } : { done: false, value: got.value };
    };
    const iterator: AsyncIterableIterator<T> = { next, [Symbol.asyncIterator]: () => iterator };
    return iterator;
  }

  #encode(value: T): Uint8Array {
    const bytes = serialize(value);
    if (bytes.length + 4 > this.#bytes.length) {
      throw new RangeError(
        `[killable] the message takes ${bytes.length} bytes, the channel holds ${this.#bytes.length - 4}; give it more with the option bytes`,
      );
    }
    return bytes;
  }

  #put(message: Uint8Array): true | undefined {
    const cells = this.#cells;
    return this.#locked(() => {
      if (load(cells, CLOSED) !== 0) {
        throw new ThreadError('[killable] the channel is closed; nothing can be sent any more');
      }
      const used = load(cells, USED);
      const count = load(cells, COUNT);
      const total = message.length + 4;
      if (count >= load(cells, CAPACITY) || used + total > this.#bytes.length) return undefined;
      const tail = load(cells, HEAD) + used;
      const length = new Uint8Array(new Uint32Array([message.length]).buffer);
      this.#copyIn(tail, length);
      this.#copyIn(tail + 4, message);
      store(cells, USED, used + total);
      store(cells, COUNT, count + 1);
      changed(cells, VERSION);
      return true;
    });
  }

  #take(): Received<T> | undefined {
    const cells = this.#cells;
    const bytes = this.#locked(() => {
      // Under the lock no send is under way, so closed and empty stays so.
      if (load(cells, COUNT) === 0) return load(cells, CLOSED) === 0 ? undefined : ended;
      const head = load(cells, HEAD);
      const length = new Uint32Array(this.#copyOut(head, 4).buffer)[0]!;
      const message = this.#copyOut(head + 4, length);
      store(cells, HEAD, (head + 4 + length) % this.#bytes.length);
      store(cells, USED, load(cells, USED) - 4 - length);
      store(cells, COUNT, load(cells, COUNT) - 1);
      changed(cells, VERSION);
      return message;
    });
    return bytes === undefined || bytes === ended ? bytes : { value: deserialize(bytes) as T };
  }

  #copyIn(at: number, message: Uint8Array): void {
    const ring = this.#bytes;
    const from = at % ring.length;
    const first = Math.min(message.length, ring.length - from);
    ring.set(message.subarray(0, first), from);
    ring.set(message.subarray(first), 0);
  }

  #copyOut(at: number, length: number): Uint8Array<ArrayBuffer> {
    const ring = this.#bytes;
    const from = at % ring.length;
    const first = Math.min(length, ring.length - from);
    const copy = new Uint8Array(length);
    copy.set(ring.subarray(from, from + first));
    copy.set(ring.subarray(0, length - first), first);
    return copy;
  }

  #locked<R>(change: () => R): R {
    const cells = this.#cells;
    while (compareExchange(cells, LOCK, 0, 1) !== 0) block(cells, LOCK, 1, 1);
    try {
      return change();
    } finally {
      store(cells, LOCK, 0);
      notify(cells, LOCK, 1);
    }
  }

  #wait<R>(what: string, ms: number | undefined, attempt: () => R | undefined): Wait<R> {
    return { what, ms, cells: this.#cells, version: VERSION, attempt };
  }
}

function open<T>(got: Received<T>): T {
  if (got !== ended) return got.value;
  throw new ThreadError('[killable] the channel is closed and empty; nothing will arrive any more');
}

function natural(what: string, n: number): void {
  if (Number.isInteger(n) && n > 0 && n <= 2 ** 30) return;
  throw new RangeError(
    `[killable] the ${what} of a Channel is a whole number from 1 to 2^30, not ${String(n)}`,
  );
}
