/**
 * The three rungs of a kill (SEMANTICS 6): deliver; deliver ignoring masks; stop the worker.
 *
 * Claim: a kill ends the thread, at the latest after twice its grace. Sound because each rung sets a timer for the next before anything
 * else can fail, and the last one asks nothing of the thread's code. A second kill can shorten the wait, never lengthen it.
 */
import { FORCE, KILL } from '../mailbox/layout.ts';
import { after, type Timer } from './timers.ts';

export interface Rungs {
  ring(bits: number): void;
  stop(): void;
}

export class Escalation {
  #rung: 0 | 1 | 2 | 3 = 0;
  /** When the next rung is due. */
  #due = Infinity;
  #timer: Timer | undefined;
  readonly #rungs: Rungs;

  constructor(rungs: Rungs) {
    this.#rungs = rungs;
  }

  get rung(): 0 | 1 | 2 | 3 {
    return this.#rung;
  }

  start(grace: number): void {
    if (this.#rung === 0) this.#climb(grace);
    else if (performance.now() + grace < this.#due) this.#wait(grace);
  }

  end(): void {
    this.#timer?.cancel();
  }

  #climb(grace: number): void {
    this.#rung++;
    if (this.#rung === 3) {
      this.#rungs.stop();
      return;
    }
    this.#wait(grace);
    this.#rungs.ring(this.#rung === 1 ? KILL : KILL | FORCE);
  }

  #wait(grace: number): void {
    this.#timer?.cancel();
    this.#due = performance.now() + grace;
    if (grace === Infinity) return;
    this.#timer = after(grace, () => this.#climb(grace));
  }
}
