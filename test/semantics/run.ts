/** Starts a hand-compiled target and waits for facts in shared memory. */
import { Thread } from '@killable/runtime';
import type { Outcome, ThreadOptions } from '@killable/runtime';

export interface Run {
  readonly thread: Thread<URL, unknown>;
  readonly buffer: SharedArrayBuffer;
  readonly log: Int32Array;
  /** Waits until the target has marked the cell. */
  reached(cell: number, value?: number): Promise<void>;
  /** Tells the target to go on: raises a cell that it waits for. */
  go(cell: number): void;
}

type File = 'sync' | 'async' | 'locks' | 'module-body';

/** Runs an export of `targets/<file>.mjs` with the log as its first argument. */
export function run(file: File, exportName: string, options: ThreadOptions = {}): Run {
  const buffer = new SharedArrayBuffer(64);
  const log = new Int32Array(buffer);
  const target = new URL(`./targets/${file}.mjs`, import.meta.url);
  const args = [buffer, ...(options.args ?? [])];
  const thread = new Thread(target, { ...options, exportName, args }).start();
  return {
    thread,
    buffer,
    log,
    async reached(cell, value = 1) {
      while (Atomics.load(log, cell) < value) {
        const ended = await thread.join(1);
        if (ended !== undefined && Atomics.load(log, cell) < value) {
          throw new Error(`the thread ended before it reached cell ${cell}: ${describe(ended)}`);
        }
      }
    },
    go(cell) {
      Atomics.store(log, cell, 1);
      Atomics.notify(log, cell);
    },
  };
}

/** Runs an export with nothing but these arguments. */
export function call(file: File, exportName: string, ...args: unknown[]): Thread<URL, unknown> {
  const target = new URL(`./targets/${file}.mjs`, import.meta.url);
  return new Thread(target, { exportName, args }).start();
}

function describe(outcome: Outcome): string {
  return outcome.status === 'failed' && outcome.error instanceof Error
    ? (outcome.error.stack ?? outcome.error.message)
    : JSON.stringify(outcome);
}

/** The error of a promise that must reject, or of a call that must throw. */
export async function thrown(what: () => unknown): Promise<Error> {
  try {
    await what();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
