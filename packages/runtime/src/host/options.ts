/** What a `Thread` takes beside its target. */
export interface ThreadOptions {
  /** Sent to the target by structured clone. */
  args?: readonly unknown[];
  /** Default `Thread-N`. */
  name?: string;
  /** Which export of a module is the target. Default `default`. */
  exportName?: string;
  /** Compile the target (and, for a module, what it imports) while loading; an object gives options. A function is compiled if the compiler is there. */
  compile?: boolean | object;
  /** Kills the thread when it aborts (SEMANTICS 5.3). */
  signal?: AbortSignal;
  /** Milliseconds that a kill waits on each rung. Default 1000. */
  grace?: number;
  /** Milliseconds that cleanup may hold up an interrupt (SEMANTICS 4.5). Default 1000. */
  cleanup?: number;
  /** Options for the platform's worker. */
  worker?: object;
}

export function checkTarget(target: unknown): void {
  if (typeof target === 'function' || typeof target === 'string' || target instanceof URL) return;
  throw new TypeError(
    `[killable] a Thread's target is a function, a URL or a module specifier, not ${typeof target}`,
  );
}

export function checkArgs(args: unknown): void {
  if (args === undefined || Array.isArray(args)) return;
  throw new TypeError('[killable] the option args is an array, the arguments of the target');
}

/** Checks milliseconds that a user gave. */
export function duration(name: string, ms: number | undefined, otherwise = 1000): number {
  if (ms === undefined) return otherwise;
  if (typeof ms === 'number' && ms >= 0) return ms;
  throw new TypeError(
    `[killable] the option ${name} is milliseconds, a number that is 0 or more, not ${String(ms)}`,
  );
}
