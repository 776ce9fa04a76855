/**
 * `for await`, interruptible (SEMANTICS 2.1, 2.5, 3.1).
 *
 * Claim: the loop sees the same protocol as without us (`Symbol.asyncIterator`, or a synchronous iterator whose values are awaited; `next`
 * looked up once; `return` forwarded if there is one), and each `next()` waits as `suspend` does. Sound because `for await` reads
 * `done` of the result just when its function goes on: a getter there is the hook that makes the frame current again, on every way
 * through the loop. A hook in the loop's body missed the way out.
 *
 * An interrupt in `next()` closes the iterator, which the language does not do for a `next` that throws. The close is not
 * waited for: an async generator that never answers would not answer that either.
 */
import { WORD } from '../mailbox/layout.ts';
import { wait } from './await.ts';
import { apply, load, quiet } from './captured.ts';
import { deliverBelow } from './deliver.ts';
import { land, makeFrame, out, resume } from './frames.ts';
import type { Frame } from './frames.ts';
import { poll } from './poll.ts';
import { state } from './state.ts';

type Method = (...args: unknown[]) => unknown;
interface Result {
  done?: boolean;
  value?: unknown;
}

export function iterate<T>(
  f: Frame | undefined,
  iterable: AsyncIterable<T> | Iterable<T>,
  delegate?: boolean,
): AsyncIterable<T> | Iterable<T> {
  if (f === undefined && state.active === 0) return iterable; // nothing can interrupt it: see `enter`
  return {
    [Symbol.asyncIterator](): AsyncIterator<T> {
      const found = (iterable as AsyncIterable<T>)[Symbol.asyncIterator] as Method | undefined;
      const isAsync = found !== undefined && found !== null;
      const method = isAsync ? found : ((iterable as Iterable<T>)[Symbol.iterator] as Method);
      if (typeof method !== 'function')
        throw new TypeError(`${show(iterable)} is not async iterable`);
      const iterator = apply(method, iterable, []) as Record<string, unknown>;
      if (!isObject(iterator)) {
        const name = isAsync ? 'asyncIterator' : 'iterator';
        throw new TypeError(`Result of the Symbol.${name} method is not an object`);
      }
      return new Loop(f, iterator, isAsync, delegate === true) as unknown as AsyncIterator<T>;
    },
  };
}

class Loop {
  readonly #frame: Frame | undefined;
  readonly #iterator: Record<string, unknown>;
  readonly #next: Method;
  readonly #async: boolean;
  /** For `yield*`: values pass the frame by, and only the end of the iteration brings it back. */
  readonly #delegate: boolean;

  constructor(
    frame: Frame | undefined,
    iterator: Record<string, unknown>,
    isAsync: boolean,
    delegate: boolean,
  ) {
    this.#frame = frame;
    this.#iterator = iterator;
    this.#next = iterator['next'] as Method;
    this.#async = isAsync;
    this.#delegate = delegate;
  }

  next(...received: unknown[]): Promise<Step> {
    if (!this.#delegate) land(this.#frame);
    if (load(state.word, WORD) !== 0) {
      try {
        poll();
      } catch (e) {
        this.#close();
        throw e;
      }
    }
    return this.#call(this.#next, received);
  }

  /** `for await` awaits what this returns; the frame is out meanwhile, and its next hook brings it back. */
  get return(): ((...received: unknown[]) => unknown) | undefined {
    const method = this.#method('return');
    if (method === undefined) return undefined;
    return (...received) => {
      if (this.#delegate) return this.#call(method, received);
      const f = this.#frame;
      const given = apply(method, this.#iterator, received);
      if (f !== undefined && !f.parked) {
        out(f);
        f.parked = true;
      }
      return this.#async ? given : unwrap(given);
    };
  }

  get throw(): ((...received: unknown[]) => unknown) | undefined {
    const method = this.#method('throw');
    return method && ((...received) => this.#call(method, received));
  }

  #method(name: 'return' | 'throw'): Method | undefined {
    const method = this.#iterator[name] as Method | undefined | null;
    return method === null ? undefined : method;
  }

  #call(method: Method, received: unknown[]): Promise<Step> {
    const given = apply(method, this.#iterator, received);
    if (this.#async) return this.#wait(given, undefined);
    // A synchronous iterator's value is awaited, its `done` is known.
    if (!isObject(given)) throw new TypeError(`Iterator result ${show(given)} is not an object`);
    const { done, value } = given as Result;
    return this.#wait(value, Boolean(done));
  }

  async #wait(x: unknown, done: boolean | undefined): Promise<Step> {
    const f = this.#frame;
    if (load(state.word, WORD) !== 0) {
      try {
        if (!deliverBelow(f)) poll();
      } catch (e) {
        quiet(x);
        this.#close();
        throw e;
      }
    }
    const waiting = f ?? makeFrame(state.main);
    if (f !== undefined) out(f);
    waiting.parked = true;
    const interruptible = state.active !== 0;
    try {
      let value: unknown;
      if (!interruptible) value = await x;
      else {
        await wait(waiting, x);
        value = waiting.value;
        waiting.value = undefined;
        waiting.boxed = false;
      }
      return new Step(f, value, done, this.#delegate);
    } catch (e) {
      // A listener that is gone was cut off by an interrupt.
      if (done === false || (interruptible && waiting.listener === null)) this.#close();
      throw e;
    } finally {
      if (f === undefined) waiting.ended = true;
    }
  }

  #close(): void {
    try {
      const method = this.#method('return');
      if (method !== undefined) quiet(apply(method, this.#iterator, []));
    } catch {
      // What interrupted the loop outranks what its close throws, as the language has it.
    }
  }
}

class Step {
  readonly #frame: Frame | undefined;
  readonly #given: unknown;
  readonly #done: boolean | undefined;
  readonly #delegate: boolean;

  constructor(
    frame: Frame | undefined,
    given: unknown,
    done: boolean | undefined,
    delegate: boolean,
  ) {
    this.#frame = frame;
    this.#given = given;
    this.#done = done;
    this.#delegate = delegate;
  }

  get done(): boolean {
    if (!this.#delegate) resume(this.#frame, undefined);
    const done = this.#done ?? this.#read();
    if (done) resume(this.#frame, undefined);
    return done;
  }

  get value(): unknown {
    return this.#done === undefined ? (this.#given as Result).value : this.#given;
  }

  #read(): boolean {
    const given = this.#given;
    if (!isObject(given)) throw new TypeError(`Iterator result ${show(given)} is not an object`);
    return Boolean((given as Result).done);
  }
}

async function unwrap(given: unknown): Promise<unknown> {
  if (!isObject(given)) throw new TypeError(`Iterator result ${show(given)} is not an object`);
  await (given as Result).value;
  return given;
}

const isObject = (x: unknown): boolean =>
  (typeof x === 'object' && x !== null) || typeof x === 'function';

function show(x: unknown): string {
  try {
    return typeof x === 'function'
      ? 'function'
      : typeof x === 'object' && x !== null
        ? 'object'
        : String(x);
  } catch {
    return typeof x;
  }
}
