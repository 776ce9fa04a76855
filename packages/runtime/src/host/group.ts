/**
 * A scope of threads (SEMANTICS 5.3).
 *
 * Claim: when the group's end has come, none of its threads runs. Sound because the end waits for each thread's `join`, which resolves after
 * the worker is gone, and a group that is ending takes no more threads.
 */
import { ThreadError } from '../errors.ts';
import type { Outcome } from './outcome.ts';
import { Thread } from './thread.ts';
import type { ThreadOptions } from './options.ts';

/** @see ThreadGroup */
export interface GroupOptions {
  /** One thread that fails kills the others. Default false. */
  failFast?: boolean;
  /** Milliseconds that a kill waits on each rung. Default: each thread's own. */
  grace?: number;
}

type AnyThread = Thread<never, unknown>;
type Target = ConstructorParameters<typeof Thread>[0];

/**
 * Threads that end together: leaving the scope kills and joins those that still run (SEMANTICS 5.3).
 *
 * Laws: after `await group.join()`, or the end of an `await using` scope, every thread of the group is really gone. With `failFast` the first
 * thread that fails kills the others. Limits: the end of a `using` scope, which cannot wait, only begins the kill.
 *
 * ```ts
 * const group = new ThreadGroup();
 * group.spawn(() => { for (;;); });
 * console.log(await group.kill()); // [ { status: 'killed', rung: 1 } ]
 * ```
 */
export class ThreadGroup {
  // Only declared, and defined below: the engine may lack the symbols, and members would then be named `undefined`.
  /** Begins to kill the threads. */
  declare readonly [Symbol.dispose]: () => void;
  /** Kills and joins the threads. */
  declare readonly [Symbol.asyncDispose]: () => Promise<void>;
  readonly #threads = new Set<AnyThread>();
  readonly #options: GroupOptions;
  #ending = false;

  constructor(options: GroupOptions = {}) {
    this.#options = options;
  }

  /** The threads that were added, also those that have ended. */
  get threads(): readonly Thread<never, unknown>[] {
    return [...this.#threads];
  }

  /** Makes a thread, adds it and starts it. */
  spawn<F extends Target>(target: F, options?: ThreadOptions): Thread<F> {
    this.#admit(target);
    const thread = new Thread<F>(target, options);
    this.add(thread as unknown as AnyThread);
    return thread;
  }

  /** Adds a thread, and starts it if it was not started. */
  add<A extends Thread<never, unknown>>(thread: A): A {
    this.#admit(thread);
    if (thread.ident === null) thread.start();
    this.#threads.add(thread);
    void this.#watch(thread);
    return thread;
  }

  /** Waits until all have ended, for `timeoutMs` at most: the outcomes in the order of adding, `undefined` for one that still runs. */
  async join(timeoutMs?: number): Promise<(Outcome | undefined)[]> {
    return Promise.all(this.threads.map((thread) => thread.join(timeoutMs)));
  }

  /** Kills those that still run, and waits until all have ended. The group takes no more threads. */
  async kill(options: { grace?: number } = {}): Promise<Outcome[]> {
    this.#ending = true;
    const { grace = this.#options.grace } = options;
    return Promise.all(this.threads.map((thread) => thread.kill({ grace })));
  }

  async #watch(thread: AnyThread): Promise<void> {
    const outcome = await thread.join();
    if (outcome?.status === 'failed' && this.#options.failFast === true) await this.kill();
  }

  #admit(what: unknown): void {
    if (!this.#ending) return;
    const name = what instanceof Thread ? `the thread ${what.name}` : 'another thread';
    throw new ThreadError(
      `[killable] the group is ending and does not take ${name}; make a new ThreadGroup`,
    );
  }
}

function member(symbol: unknown, value: (this: ThreadGroup) => unknown): void {
  if (typeof symbol !== 'symbol') return;
  Object.defineProperty(ThreadGroup.prototype, symbol, {
    value,
    writable: true,
    configurable: true,
  });
}
member(Symbol.dispose, function () {
  void this.kill();
});
member(Symbol.asyncDispose, async function () {
  await this.kill();
});
