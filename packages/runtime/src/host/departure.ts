/**
 * When a worker is really gone, told to a thread that is blocked (SEMANTICS 6): its event loop, which hears the worker's `exit`, stands still.
 *
 * Claim: GONE is set only after the worker runs no code any more. Sound because a witness, which is a worker with an event loop of its
 * own, sets it when the other end of a port is closed that was given to the thread's worker, and whoever owns a port
 * closes it when it is torn down, also if the message with the port in it was never read.
 */
import { host as platform } from '../platform/node.ts';
import type { Port } from '../platform/types.ts';
import type { ToWorker } from '../mailbox/messages.ts';
import { waitSync } from '../sync/wait.ts';
import { pump } from './timers.ts';

const [VERSION, GONE] = [0, 1] as const;

export class Departure {
  readonly #cells: Int32Array = new Int32Array(new SharedArrayBuffer(8));
  #witnessed = false;

  /**
   * Blocks this thread until the worker is gone; whether it is.
   *
   * @param port to the worker
   * @param ms how long at most
   * @param look does what the event loop would do meanwhile
   * @throws the interrupt that ends the wait
   */
  wait(port: Port, ms: number | undefined, look: () => void): boolean {
    this.#witness(port);
    const cells = this.#cells;
    const end = ms === undefined ? Infinity : performance.now() + ms;
    const attempt = (): { gone: boolean } | undefined => {
      const gone = Atomics.load(cells, GONE) === 1; // before the last messages are read
      look();
      pump();
      return gone || performance.now() >= end ? { gone } : undefined;
    };
    return waitSync({ what: 'Thread.joinSync', cells, version: VERSION, ms: undefined, attempt })
      .gone;
  }

  #witness(port: Port): void {
    if (this.#witnessed) return;
    this.#witnessed = true;
    const { end, other } = platform.lifeline();
    port.post({ type: 'lifeline', port: other } satisfies ToWorker, [other]);
    platform.witness(end, this.#cells, { version: VERSION, gone: GONE });
  }
}
