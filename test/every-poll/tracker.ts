/** What a program tells the test about itself. None of it is compiled, so no call of it is interrupted. */
import { ThreadExit } from '@killable/runtime';

/** A resource: closed exactly once, or the program is wrong. */
export class Held {
  closed = 0;
  readonly #tracker: Tracker;
  constructor(tracker: Tracker) {
    this.#tracker = tracker;
  }
  close(): void {
    this.#tracker.release(this);
  }
}

export class Tracker {
  acquired = 0;
  released = 0;
  /** Errors that a clause took for good. */
  readonly taken: unknown[] = [];
  readonly wrong: string[] = [];
  /** The program may lose an ordinary interrupt, or an exit, by its own doing: a `return` in a `finally`, a race. */
  mayLose = false;
  #begun = 0;
  #ended = 0;

  acquire(): Held {
    this.acquired++;
    return new Held(this);
  }

  release(held: Held): void {
    this.released++;
    if (++held.closed > 1) this.wrong.push('released twice');
  }

  /** First in a `finally` body or a disposer … */
  begin(): void {
    this.#begun++;
  }

  /** … and last in it. */
  end(): void {
    this.#ended++;
  }

  /** An ordinary clause has caught this and does not throw it on. */
  took(e: unknown): void {
    this.taken.push(e);
    if (e instanceof ThreadExit) this.wrong.push('an ordinary clause caught a ThreadExit');
    if ((e as Error).name === 'Kill') this.wrong.push('a clause caught the kill');
  }

  /** The same for a clause that names `ThreadExit`. */
  tookExit(e: unknown): void {
    this.taken.push(e);
    if ((e as Error).name === 'Kill') this.wrong.push('a clause caught the kill');
  }

  /** Uncompiled code waits for a later turn of the event loop. */
  turn<T>(value?: T): Promise<T> {
    return new Promise((resolve) => setImmediate(resolve, value as T));
  }

  check(what: boolean, message: string): void {
    if (!what) this.wrong.push(message);
  }

  /** What the runner looks at in the end. */
  violations(): string[] {
    const found = [...this.wrong];
    if (this.acquired !== this.released)
      found.push(`acquired ${this.acquired}, released ${this.released}`);
    if (this.#begun !== this.#ended)
      found.push(`${this.#begun} cleanups began, ${this.#ended} ended`);
    return found;
  }
}
