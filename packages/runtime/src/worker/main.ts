/**
 * A thread's life: mailbox, target, outcome. The entry module of a worker that a `Thread` has started.
 *
 * Claim: the host hears exactly one outcome, after the target's cleanup and before the worker's end. Sound because `finish` is the only
 * way out, runs once, and ends the worker itself; whatever ends it otherwise (process.exit, no memory) is seen by the host as
 * an exit without an outcome.
 */
import '../abi.ts';
import { isThreadExit, ThreadError, ThreadExit } from '../errors.ts';
import { decodeError, encodeError } from '../mailbox/exception.ts';
import type { Broadcast, OutcomeMessage, Target, ToHost, ToWorker } from '../mailbox/messages.ts';
import { listenTo, realm } from '../platform/node.ts';
import { worker } from '../platform/node-worker.ts';
import type { Port } from '../platform/types.ts';
import { enter, suspend } from './await.ts';
import { setSelf } from './current.ts';
import { deliverIdle, unwind } from './deliver.ts';
import { leave, resume } from './frames.ts';
import { moduleFailed } from './imported.ts';
import { explain, load } from './load.ts';
import { openMailbox } from './mailbox.ts';
import { unpack } from './poll.ts';
import { state } from './state.ts';
import { exitWithin } from './unwind.ts';
import { BLOCK, FORCE, KILL, WAKE, WORD } from '../mailbox/layout.ts';
import { ring } from '../mailbox/word.ts';
import { apply, exchange, load as loadCell, now } from './captured.ts';

const { store } = Atomics;
/** Ports that are closed when this worker ends; a list without a method that could be patched. */
let lifelines: { port: unknown; next: typeof lifelines } | null = null;

worker.hello(({ port, name, cleanup }) => {
  const post = (message: ToHost): void => port.post(message);
  const { ring: own } = openMailbox(realm.soon, (ticket, end) => {
    post({ type: 'settled', ticket, state: end });
  });
  setSelf({ name, askKill: (grace) => post({ type: 'kill', grace }) });
  const thread = new Life(port, name, cleanup);
  state.lost = (error) => thread.lose(error);
  worker.onFailedRequire(moduleFailed);
  worker.onUncaught((error, fatal) => thread.escaped(error, fatal));
  port.listen((message) => thread.receive(message as ToWorker));
  post({ type: 'ready', control: state.word.buffer as SharedArrayBuffer, ring: own.buffer });
});

class Life {
  readonly #port: Port;
  readonly #name: string;
  readonly #cleanup: number;
  #args: unknown[] = [];
  #ending = false;
  /** What the outcome is whatever the target still says. */
  #lost: OutcomeMessage | undefined;

  constructor(port: Port, name: string, cleanup: number) {
    this.#port = port;
    this.#name = name;
    this.#cleanup = cleanup;
  }

  receive(message: ToWorker): void {
    switch (message.type) {
      case 'args':
        this.#args = message.args;
        return;
      case 'go':
        void this.#run(message.target);
        return;
      case 'fail':
        this.#finish(failure(decodeError(message.error)));
        return;
      case 'wake':
        this.#woken();
        return;
      case 'share':
        listenTo(message.channel, (said) => {
          if ((said as Broadcast).type === 'wake') this.#woken();
        });
        this.#woken(); // a wake that came before is lost
        return;
      case 'lifeline':
        lifelines = { port: message.port, next: lifelines };
        return;
      default:
        return message satisfies never;
    }
  }

  #woken(): void {
    store(state.word, WAKE, 0); // before the look at the word: see host/remote.ts
    deliverIdle();
  }

  async #run(target: Target): Promise<void> {
    let outcome: OutcomeMessage;
    try {
      const value = await this.#call(target);
      outcome =
        state.kill === null
          ? { status: 'returned', value }
          : { status: 'killed', rung: state.rung };
    } catch (error) {
      outcome = this.#endOf(error, target);
    }
    if (outcome.status === 'killed' || outcome.status === 'terminated') this.#unwindRest(outcome);
    else this.#finish(outcome);
  }

  /** The main call, with the hooks that the compiler would put in. */
  async #call(target: Target): Promise<unknown> {
    const f = enter(false);
    state.main = f;
    try {
      const fn = resume(f, await suspend(f, load(target, worker, this.#name)));
      const value = fn(...this.#args);
      return isThenable(value) ? resume(f, await suspend(f, value)) : value;
    } finally {
      leave(f);
    }
  }

  #endOf(thrown: unknown, target: Target): OutcomeMessage {
    const error = unpack(thrown);
    const exit = exitWithin(error);
    if (state.kill !== null) return { status: 'killed', rung: state.rung };
    if (exit !== undefined && isThreadExit(exit)) {
      state.unwinding = exit;
      return { status: 'terminated' };
    }
    return failure(explain(error, target));
  }

  /** An interrupt has ended a module's evaluation (2.8): the thread goes on for as long as its cleanup takes. */
  lose(error: Error): void {
    if (this.#ending || this.#lost !== undefined) return;
    this.#lost = isThreadExit(error) ? { status: 'terminated' } : failure(error);
    unwind(
      isThreadExit(error) ? error : new ThreadExit('a module was interrupted', { cause: error }),
    );
    // Code may be running: a require() has failed.
    const lost = this.#lost;
    realm.soon(() => this.#unwindRest(lost));
  }

  /** The main call has ended by an exit; calls that it did not wait for still get theirs, within the cleanup budget. */
  #unwindRest(outcome: OutcomeMessage): void {
    const end = now() + this.#cleanup;
    const round = (): void => {
      deliverIdle();
      // A kill that climbed meanwhile is the one that ended the thread.
      const last = outcome.status === 'killed' ? { ...outcome, rung: state.rung } : outcome;
      if (state.parked === null || now() >= end) this.#finish(last);
      else realm.soon(round);
    };
    round();
  }

  /** Nobody caught this. An exit unwinds the suspended calls (2.7); anything else ends the thread, unless the program listens for it. */
  escaped(thrown: unknown, fatal: boolean): boolean {
    const error = unpack(thrown);
    const exit = exitWithin(error);
    if (this.#ending) return exit !== undefined || fatal;
    if (exit !== undefined) unwind(exit);
    else if (fatal) this.#finish(failure(error));
    return exit !== undefined || fatal;
  }

  #finish(last: OutcomeMessage): void {
    if (this.#ending) return;
    const outcome = last.status === 'killed' ? last : (this.#lost ?? last);
    this.#ending = state.ended = true;
    try {
      this.#port.post({ type: 'outcome', outcome } satisfies ToHost);
    } catch (cause) {
      const what = outcome.status === 'returned' ? "the target's value" : 'what the target threw';
      const error = new ThreadError(
        `[killable] ${what} cannot be sent to the other thread: ${String((cause as Error).message)}. Return data that the structured clone algorithm knows`,
        { cause },
      );
      this.#port.post({ type: 'outcome', outcome: failure(error) } satisfies ToHost);
    }
    // Callbacks that go on would keep the event loop from ending the thread.
    ring(state.word, KILL | FORCE);
    worker.exit(
      () => exchange(state.word, WORD, 0),
      () => loadCell(state.word, BLOCK) === 1,
    );
  }
}

function failure(error: unknown): OutcomeMessage {
  if (error instanceof Error || isErrorLike(error)) {
    return { status: 'failed', error: encodeError(error, { stack: true }) };
  }
  return { status: 'failed', thrown: error };
}

const { toString } = Object.prototype;
const isErrorLike = (e: unknown): boolean => apply(toString, e, []) === '[object Error]';

const isThenable = (x: unknown): boolean =>
  ((typeof x === 'object' && x !== null) || typeof x === 'function') &&
  typeof (x as { then?: unknown }).then === 'function';
