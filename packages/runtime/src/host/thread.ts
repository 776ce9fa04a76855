/**
 * `Thread`: a worker with a target, that can be interrupted (SEMANTICS 1, 6).
 *
 * Claim: `join` resolves once, after the worker is gone, with the one outcome; every delivery has settled by then. Sound because all of
 * that happens in `#gone`, which only the worker's `exit` event calls, after it has read what the worker had still posted.
 */
import { ThreadError, ThreadExit } from '../errors.ts';
import type { ErrorClass } from '../mailbox/classes.ts';
import type { Delivery, Ticket } from '../mailbox/delivery.ts';
import { encodeError } from '../mailbox/exception.ts';
import { INTERRUPT, OVERDUE } from '../mailbox/layout.ts';
import type { Target, ToHost, ToWorker } from '../mailbox/messages.ts';
import { Outbox } from '../mailbox/outbox.ts';
import { openRing } from '../mailbox/ring.ts';
import { host as platform } from '../platform/node.ts';
import type { Port, WorkerHandle } from '../platform/types.ts';
import { Escalation } from './kill.ts';
import { fromMessage, unwrap } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { expressionOf, prepareModule, prepareText } from './source.ts';

export interface ThreadOptions {
  /** Sent to the target by structured clone. */
  args?: readonly unknown[];
  /** Default `Thread-N`. */
  name?: string;
  /** Which export of a module is the target. Default `default`. */
  exportName?: string;
  /** Compile the target (and, for a module, what it imports) while loading; an object gives options. A function is compiled if the compiler is there. */
  compile?: boolean | object;
  /** Kills the thread when it aborts (SEMANTICS 5.3). */
  signal?: AbortSignal;
  /** Milliseconds that a kill waits on each rung. Default 1000. */
  grace?: number;
  /** Milliseconds that cleanup may hold up an interrupt (SEMANTICS 4.5). Default 1000. */
  cleanup?: number;
  /** Options for the platform's worker. */
  worker?: object;
}

type AnyFunction = (...args: never[]) => unknown;
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : unknown;

let count = 0;

/**
 * A thread that can be interrupted anywhere in compiled code. It keeps the process alive until it ends.
 *
 * ```ts
 * const thread = new Thread(() => { try { for (;;); } finally { console.log('outta here'); } }).start();
 * thread.terminate();
 * await thread.join(); // { status: 'terminated' }
 * ```
 */
export class Thread<F extends AnyFunction | URL | string = AnyFunction, T = Result<F>> {
  readonly name: string;
  readonly #target: F;
  readonly #options: ThreadOptions;
  readonly #grace: number;
  readonly #cleanup: number;
  readonly #outbox = new Outbox();
  readonly #escalation: Escalation;
  readonly #overdue = new Set<{ cancel(): void }>();
  #state: 'new' | 'alive' | 'ended' = 'new';
  #ident: number | null = null;
  #worker: WorkerHandle | undefined;
  #port: Port | undefined;
  #outcome: Outcome<T> | undefined;
  #failure: unknown;
  #end!: (outcome: Outcome<T>) => void;
  readonly #ended: Promise<Outcome<T>>;
  #unlisten = (): void => {};

  constructor(target: F, options: ThreadOptions = {}) {
    if (typeof target !== 'function' && typeof target !== 'string' && !(target instanceof URL)) {
      throw new TypeError(
        `[killable] a Thread's target is a function, a URL or a module specifier, not ${typeof target}`,
      );
    }
    this.#target = target;
    this.#options = options;
    this.name = options.name ?? `Thread-${++count}`;
    this.#grace = duration('grace', options.grace);
    this.#cleanup = duration('cleanup', options.cleanup);
    if (options.args !== undefined && !Array.isArray(options.args)) {
      throw new TypeError('[killable] the option args is an array, the arguments of the target');
    }
    this.#ended = new Promise((resolve) => (this.#end = resolve));
    this.#escalation = new Escalation(
      { ring: (bits) => this.#outbox.ring(bits), stop: () => this.#worker?.terminate() },
      platform,
    );
  }

  /** Unique in the process, never used again; null before `start()`. */
  get ident(): number | null {
    return this.#ident;
  }

  /** From `start()` until the worker is gone. */
  isAlive(): boolean {
    return this.#state === 'alive';
  }

  /** Starts the worker. A second time is a `ThreadError`. */
  start(): this {
    if (this.#state !== 'new') {
      throw new ThreadError(
        `[killable] the thread ${this.name} was started before; a thread runs once, make a new one`,
      );
    }
    const prepare = this.#prepare();
    const { args = [], worker = {}, signal } = this.#options;
    const { mine, theirs } = platform.channel();
    try {
      mine.post({ type: 'args', args: [...args] } satisfies ToWorker, platform.transfers(worker));
      const hello = { killable: 1, port: theirs, name: this.name, cleanup: this.#cleanup } as const;
      this.#worker = platform.spawn(hello, worker);
    } catch (error) {
      mine.close();
      throw error;
    }
    this.#state = 'alive';
    this.#ident = this.#worker.ident;
    this.#port = mine;
    mine.listen((message) => this.#receive(message as ToHost, prepare));
    this.#worker.onError((error) => (this.#failure = { error }));
    this.#worker.onExit((code) => this.#gone(code));
    if (signal !== undefined) this.#watch(signal);
    return this;
  }

  /**
   * Resolves when the worker is really gone; with `undefined` if it is still running after `timeoutMs`. Never rejects.
   * A thread that was not started yet is waited for.
   */
  async join(timeoutMs?: number): Promise<Outcome<T> | undefined> {
    if (timeoutMs === undefined || timeoutMs === Infinity) return this.#ended;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, Math.min(timeoutMs, 2 ** 31 - 1), undefined);
    });
    try {
      return await Promise.race([this.#ended, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The target's value; rejects with what ended the thread otherwise. */
  async result(): Promise<T> {
    return unwrap(await this.#ended, this.name);
  }

  /** Raises an exception in the thread (SEMANTICS 1.3): an error class, or an error. */
  raiseExc(error: ErrorClass | Error): Delivery {
    if (this.#state !== 'alive') {
      encodeError(error); // what cannot be raised at all is said first
      throw new ThreadError(
        `[killable] the thread is not active: ${this.name} ${this.#state === 'new' ? 'was not started' : 'has ended'}`,
      );
    }
    const ticket = this.#outbox.raise(error);
    this.#limit(ticket);
    return ticket;
  }

  /** Raises `ThreadExit`: the thread ends silently, its `finally` blocks run (SEMANTICS 1.4). */
  terminate(): Delivery {
    return this.raiseExc(ThreadExit);
  }

  /** Ends the thread, whatever it catches (SEMANTICS 1.5, 6). Resolves as `join` does. */
  async kill(options: { grace?: number } = {}): Promise<Outcome<T>> {
    const grace = duration('grace', options.grace, this.#grace);
    if (this.#state === 'new') {
      throw new ThreadError(`[killable] the thread is not active: ${this.name} was not started`);
    }
    if (this.#state === 'alive') this.#escalation.start(grace);
    return this.#ended;
  }

  #prepare(): () => Target | Promise<Target> {
    const target: unknown = this.#target;
    const { compile, exportName = 'default' } = this.#options;
    if (typeof target === 'function') {
      const text = expressionOf(target as AnyFunction);
      const ready = prepareText(text, compile, platform);
      ready.catch(() => {}); // told to the thread, which may not be there yet
      return () => ready;
    }
    const ready = prepareModule(target as URL | string, exportName, compile, platform);
    return () => ready;
  }

  #receive(message: ToHost, prepare: () => Target | Promise<Target>): void {
    switch (message.type) {
      case 'ready': {
        const control = new Int32Array(message.control);
        const wake = (): void => this.#post({ type: 'wake' });
        this.#outbox.open({ control, ring: openRing(message.ring), wake });
        void this.#go(prepare);
        return;
      }
      case 'settled':
        this.#outbox.settle(message.ticket, message.state);
        return;
      case 'kill':
        this.#escalation.start(message.grace ?? this.#grace);
        return;
      case 'outcome':
        this.#outcome ??= fromMessage(message.outcome);
        return;
      default:
        return message satisfies never;
    }
  }

  async #go(prepare: () => Target | Promise<Target>): Promise<void> {
    try {
      this.#post({ type: 'go', target: await prepare() });
    } catch (error) {
      this.#post({ type: 'fail', error: encodeError(error, { stack: true }) });
    }
  }

  #post(message: ToWorker): void {
    this.#port?.post(message);
  }

  /** Cleanup may hold an interrupt up for its budget; then, and each budget later, it is rung again without the compiler's masks. */
  #limit(ticket: Ticket): void {
    if (this.#cleanup === Infinity) return;
    const timer = platform.timer(this.#cleanup, () => {
      this.#overdue.delete(timer);
      if (ticket.state !== 'queued') return;
      this.#outbox.ring(INTERRUPT | OVERDUE);
      this.#limit(ticket);
    });
    this.#overdue.add(timer);
    void ticket.settled.then(() => {
      this.#overdue.delete(timer);
      timer.cancel();
    });
  }

  #watch(signal: AbortSignal): void {
    const kill = (): void => void this.kill();
    if (signal.aborted) kill();
    else signal.addEventListener('abort', kill, { once: true });
    this.#unlisten = () => signal.removeEventListener('abort', kill);
  }

  #gone(code: number): void {
    this.#port?.drain();
    this.#port?.close();
    this.#state = 'ended';
    this.#escalation.end();
    this.#unlisten();
    this.#outbox.close();
    for (const timer of this.#overdue) timer.cancel();
    this.#end(this.#outcome ?? this.#lost(code));
  }

  /** The worker is gone and has not said how. */
  #lost(code: number): Outcome<T> {
    if (this.#failure !== undefined)
      return { status: 'failed', error: (this.#failure as { error: unknown }).error };
    if (this.#escalation.rung === 3) return { status: 'killed', rung: 3 };
    const error = new ThreadError(
      `[killable] the thread ${this.name} has left without an outcome, with exit code ${code}: its code called process.exit(), or the worker was stopped from outside`,
    );
    return { status: 'failed', error };
  }
}

function duration(name: string, ms: number | undefined, otherwise = 1000): number {
  if (ms === undefined) return otherwise;
  if (typeof ms === 'number' && ms >= 0) return ms;
  throw new TypeError(
    `[killable] the option ${name} is milliseconds, a number that is 0 or more, not ${String(ms)}`,
  );
}
