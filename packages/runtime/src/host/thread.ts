/**
 * `Thread`: a worker with a target, that can be interrupted (SEMANTICS 1, 6).
 *
 * Claim: `join` resolves once, after the worker is gone, with the one outcome; every delivery has settled by then. Sound because all of
 * that happens once, in `#gone`, which the worker's `exit` event calls, or `joinSync` when a witness has seen the worker go, after what
 * the worker had still posted was read.
 */
import { ThreadError, ThreadExit } from '../errors.ts';
import type { ErrorClass } from '../mailbox/classes.ts';
import type { Delivery } from '../mailbox/delivery.ts';
import { encodeError } from '../mailbox/exception.ts';
import { BLOCK, ENDED, WAKE } from '../mailbox/layout.ts';
import type { Target, ToHost, ToWorker } from '../mailbox/messages.ts';
import { Outbox } from '../mailbox/outbox.ts';
import { openRing } from '../mailbox/ring.ts';
import { host as platform } from '../platform/node.ts';
import type { Port, WorkerHandle } from '../platform/types.ts';
import { whenAborted } from './abort.ts';
import { Departure } from './departure.ts';
import { Escalation } from './kill.ts';
import { checkArgs, checkTarget, duration, type ThreadOptions } from './options.ts';
import { fromMessage, lost, unwrap } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { Overdue } from './overdue.ts';
import { RemoteThread } from './remote.ts';
import { expressionOf, prepareModule, prepareText } from './source.ts';
import { Sharing, type SharedThread } from './sharing.ts';

type AnyFunction = (...args: never[]) => unknown;
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : unknown;
type Mailbox = Pick<SharedThread, 'control' | 'ring'>;

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
  readonly #overdue: Overdue;
  readonly #departure = new Departure();
  #state: 'new' | 'alive' | 'ended' = 'new';
  #ident: number | null = null;
  #worker: WorkerHandle | undefined;
  #port: Port | undefined;
  /** What the thread has said of its end, and how it has ended. */
  #outcome: Outcome<T> | undefined;
  #result: Outcome<T> | undefined;
  #failure: { error: unknown } | undefined;
  #end!: (outcome: Outcome<T>) => void;
  readonly #ended: Promise<Outcome<T>>;
  #unlisten = (): void => {};
  /** The target comes in a later turn of the event loop. */
  #compiling = false;
  #control: Int32Array | undefined;
  readonly #sharing = new Sharing((ms) => this.#escalation.start(ms ?? this.#grace));

  constructor(target: F, options: ThreadOptions = {}) {
    checkTarget(target);
    checkArgs(options.args);
    this.#target = target;
    this.#options = options;
    this.name = options.name ?? `Thread-${++count}`;
    this.#grace = duration('grace', options.grace);
    this.#cleanup = duration('cleanup', options.cleanup);
    this.#ended = new Promise((resolve) => (this.#end = resolve));
    const ring = (bits: number): void => this.#outbox.ring(bits);
    this.#overdue = new Overdue(this.#cleanup, ring);
    this.#escalation = new Escalation({ ring, stop: () => this.#worker?.terminate() });
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
    const target = this.#prepare();
    this.#compiling = target instanceof Promise;
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
    mine.listen((message) => this.#receive(message as ToHost, target));
    this.#worker.onError((error) => (this.#failure = { error }));
    this.#worker.onExit((code) => this.#gone(code));
    if (signal !== undefined) this.#unlisten = whenAborted(signal, () => void this.kill());
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

  /**
   * The same, blocking this thread, whose event loop stands still meanwhile; an interrupt ends the wait (SEMANTICS 2.1, 2.5).
   *
   * @throws ThreadError if the thread was not started, or its target is still being compiled, which takes the event loop: `await thread.share()` first
   */
  joinSync(timeoutMs?: number): Outcome<T> | undefined {
    if (this.#state === 'ended') return this.#result;
    if (this.#state === 'new') throw this.#inactive();
    if (this.#compiling) {
      throw new ThreadError(
        `[killable] the target of ${this.name} is still being compiled, which takes the event loop that joinSync blocks: await thread.share() before, or give the thread a module`,
      );
    }
    const look = (): void => {
      this.#port!.drain();
      this.#blocked(1);
      this.#sharing.drain();
    };
    try {
      if (this.#departure.wait(this.#port!, timeoutMs, look)) this.#gone();
      return this.#result;
    } finally {
      this.#blocked(0);
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
      throw this.#inactive();
    }
    const ticket = this.#outbox.raise(error);
    this.#overdue.watch(ticket);
    return ticket;
  }

  /** Raises `ThreadExit`: the thread ends silently, its `finally` blocks run (SEMANTICS 1.4). */
  terminate(): Delivery {
    return this.raiseExc(ThreadExit);
  }

  /**
   * A handle for other threads, which the structured clone algorithm copies: `Thread.from(shared)` there can raise in this thread and kill it. A
   * thread that has no handle cannot. Resolves when the thread has got its target.
   *
   * @throws ThreadError if the thread was not started, or has ended
   */
  async share(): Promise<SharedThread> {
    if (this.#state === 'new') throw this.#inactive();
    const open = (channel: string): void => this.#post({ type: 'share', channel });
    const shared = await Promise.race([this.#sharing.share(open), this.#ended]);
    if (this.#state !== 'alive' || 'status' in shared) throw this.#inactive();
    return shared;
  }

  /** The thread behind a handle that another thread has sent. */
  static from(shared: SharedThread): RemoteThread {
    return new RemoteThread(shared);
  }

  /** Ends the thread, whatever it catches (SEMANTICS 1.5, 6). Resolves as `join` does. */
  async kill(options: { grace?: number } = {}): Promise<Outcome<T>> {
    const grace = duration('grace', options.grace, this.#grace);
    if (this.#state === 'new') throw this.#inactive();
    if (this.#state === 'alive') this.#escalation.start(grace);
    return this.#ended;
  }

  #prepare(): Target | Promise<Target> {
    const target: unknown = this.#target;
    const { compile, exportName = 'default' } = this.#options;
    if (typeof target !== 'function')
      return prepareModule(target as URL | string, exportName, compile, platform);
    const ready = prepareText(expressionOf(target as AnyFunction), compile, platform);
    ready.catch(() => {}); // told to the thread, which may not be there yet
    return ready;
  }

  #receive(message: ToHost, target: Target | Promise<Target>): void {
    switch (message.type) {
      case 'ready': {
        const control = new Int32Array(message.control);
        this.#control = control;
        const wake = (): void => {
          if (Atomics.exchange(control, WAKE, 1) === 0) this.#post({ type: 'wake' });
        };
        this.#outbox.open({ control, ring: openRing(message.ring), wake });
        if (target instanceof Promise) void this.#go(target, message);
        else this.#send({ type: 'go', target }, message);
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

  async #go(prepared: Promise<Target>, mailbox: Mailbox): Promise<void> {
    let message: ToWorker;
    try {
      message = { type: 'go', target: await prepared };
    } catch (error) {
      message = { type: 'fail', error: encodeError(error, { stack: true }) };
    }
    this.#send(message, mailbox);
  }

  #send(message: ToWorker, { control, ring }: Mailbox): void {
    this.#post(message);
    this.#compiling = false;
    const { name } = this;
    this.#sharing.announce({ name, ident: this.#ident!, control, ring, cleanup: this.#cleanup });
  }

  #post(message: ToWorker): void {
    this.#port?.post(message);
  }

  /** @param code the worker's exit code, where it is known */
  #gone(code?: number): void {
    if (this.#state === 'ended') return; // `joinSync` was first
    this.#port?.drain();
    this.#port?.close();
    this.#sharing.close();
    this.#state = 'ended';
    this.#escalation.end();
    this.#unlisten();
    this.#outbox.close();
    this.#overdue.end();
    if (this.#control !== undefined) {
      Atomics.store(this.#control, ENDED, 1);
      Atomics.notify(this.#control, ENDED);
    }
    this.#result = this.#outcome ?? lost<T>(this.name, this.#escalation.rung, this.#failure, code);
    this.#end(this.#result);
  }

  /** Tells the thread whether this thread hears it. */
  #blocked(cell: 0 | 1): void {
    if (this.#control !== undefined) Atomics.store(this.#control, BLOCK, cell);
  }

  #inactive(): ThreadError {
    const why = this.#state === 'new' ? 'was not started' : 'has ended';
    return new ThreadError(`[killable] the thread is not active: ${this.name} ${why}`);
  }
}
