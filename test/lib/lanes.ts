/**
 * Runs tasks a few at a time, in the order in which they were added, while the tests that own them wait for them one
 * after the other. A test waits at most for the tasks that share the lanes with its own, so its deadline holds.
 * Nothing starts before the first test asks for its result.
 */
export class Lanes {
  readonly #width: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  #started = false;

  constructor(width: number) {
    this.#width = width;
  }

  /** Returns the function that waits for the task's end. */
  add(task: () => Promise<void>): () => Promise<void> {
    let settle: (end: Promise<void>) => void;
    const end = new Promise<void>((resolve) => (settle = resolve));
    end.catch(() => {});
    this.#waiting.push(() => {
      settle(task());
      return end.catch(() => {});
    });
    return () => {
      this.#start();
      return end;
    };
  }

  #start(): void {
    if (this.#started) return;
    this.#started = true;
    for (let i = 0; i < this.#width; i++) void this.#lane();
  }

  async #lane(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next();
  }
}
