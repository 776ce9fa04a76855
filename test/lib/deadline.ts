/**
 * A time limit for something that a test waits for.
 *
 * Claim: what misses its deadline fails, and is named. The timer keeps the event loop alive, so a promise that
 * nothing will ever settle fails too, where Node would quietly leave. A task that never gives the thread back
 * is beyond any timer of that thread: `watchdog.ts` ends its process.
 */
const { setTimeout, clearTimeout } = globalThis; // a test may replace the global ones

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Runs `task`; rejects with a `DeadlineError` that names `what` if it takes longer than `ms`. */
export async function deadline<T>(
  ms: number,
  what: string,
  task: () => T | PromiseLike<T>,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlineError(`${what} missed its deadline of ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([task(), late]);
  } finally {
    clearTimeout(timer);
  }
}
