/**
 * Starts a compiled module in a thread and waits for facts, never for a guess: a cell of shared memory or a line of a file
 * tells that the program runs, and `join` tells that it has ended. A thread that outlives its test is stopped by force.
 */
import { Thread } from '@killable/runtime';
import type { Outcome, ThreadOptions } from '@killable/runtime';

export interface Started {
  readonly thread: Thread;
  readonly log: Int32Array;
}

export async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Starts `target` with a shared log of `cells` numbers as its argument. The worker does not inherit the test's own loader (tsx), which
 * would rewrite the compiled code.
 */
export function start(target: URL, cells: number, options: ThreadOptions = {}): Started {
  const buffer = new SharedArrayBuffer(4 * cells);
  const thread = new Thread(target, {
    ...options,
    args: [buffer],
    worker: { execArgv: [] },
  }).start();
  return { thread, log: new Int32Array(buffer) };
}

/** Waits until `fact()` is true. A thread that ends before, or a wait of more than `ms`, is an error that says so. */
export async function until(
  what: string,
  thread: Thread,
  fact: () => boolean,
  ms = 10_000,
): Promise<void> {
  for (const end = performance.now() + ms; !fact();) {
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    const ended = await thread.join(5);
    if (ended !== undefined && !fact()) {
      throw new Error(`the thread ended before this: ${what}. Outcome: ${describe(ended)}`);
    }
  }
}

/** The thread's outcome, or an error when it still runs after `ms`. */
export async function ended(thread: Thread, ms: number, after: string): Promise<Outcome> {
  const outcome = await thread.join(ms);
  if (outcome === undefined) throw new Error(`still running ${ms} ms after ${after}`);
  return outcome;
}

/** What a test does last, whatever happened: no endless program stays behind. */
export async function stop(thread: Thread): Promise<void> {
  if (thread.isAlive()) await thread.kill({ grace: 0 });
}

export function describe(outcome: Outcome): string {
  if (outcome.status !== 'failed') return JSON.stringify(outcome);
  const { error } = outcome;
  return `failed with ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
