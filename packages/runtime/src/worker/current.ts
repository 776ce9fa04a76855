/** The thread that runs, seen from inside. */
import { KILL } from '../mailbox/layout.ts';
import type { Delivery } from '../mailbox/delivery.ts';
import { ThreadError, ThreadExit } from '../errors.ts';
import { realm } from '../platform/node.ts';
import { openMailbox } from './mailbox.ts';

/** @see currentThread */
export interface CurrentThread {
  readonly name: string;
  /** 0 in the main thread. */
  readonly ident: number;
  isAlive(): true;
  /** Raises in this very thread, at its next poll (SEMANTICS 1.3). */
  raiseExc(error: unknown): Delivery;
  terminate(): Delivery;
  /** Ends this thread; what escalates is its host (SEMANTICS 6). Not possible in the main thread. */
  kill(options?: { grace?: number }): void;
}

export interface Self {
  name: string;
  /** Asks the host to kill this thread. */
  askKill: ((grace: number | undefined) => void) | undefined;
}

const selfKey = Symbol.for('@killable/runtime/current-thread/1');
const holder = globalThis as unknown as Record<symbol, Self | undefined>;

/** For the worker's boot: two copies of the package in a thread agree about its name. */
export function setSelf(self: Self): void {
  Object.defineProperty(globalThis, selfKey, { value: self });
}

/** The running thread, in a thread and in the main thread (where it is called `MainThread`). */
export function currentThread(): CurrentThread {
  const self = holder[selfKey];
  const raiseExc = (error: unknown): Delivery =>
    openMailbox(realm.soon, () => {}).outbox.raise(error);
  return {
    name: self?.name ?? (realm.isMain ? 'MainThread' : `Worker-${realm.ident}`),
    ident: realm.ident,
    isAlive: () => true,
    raiseExc,
    terminate: () => raiseExc(ThreadExit),
    kill({ grace } = {}) {
      if (self?.askKill === undefined) {
        throw new ThreadError(
          '[killable] only a thread that was started by a Thread can be killed; this one can be left with process.exit()',
        );
      }
      openMailbox(realm.soon, () => {}).outbox.ring(KILL);
      self.askKill(grace);
    },
  };
}
