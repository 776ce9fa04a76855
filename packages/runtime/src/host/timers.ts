/**
 * Timers that also go off while their thread is blocked in `joinSync`, where the event loop's do not: what waits calls `pump`.
 * A timer does not keep the process alive.
 */
import { host as platform } from '../platform/node.ts';

export interface Timer {
  cancel(): void;
}

interface Waiting {
  readonly due: number;
  go(): void;
}

const waiting = new Set<Waiting>();

/** Calls `run` once, in `ms` milliseconds. */
export function after(ms: number, run: () => void): Timer {
  const timer: Waiting = {
    due: performance.now() + ms,
    go() {
      cancel();
      run();
    },
  };
  const clock = platform.timer(ms, () => timer.go());
  const cancel = (): void => {
    waiting.delete(timer);
    clock.cancel();
  };
  waiting.add(timer);
  return { cancel };
}

/** Runs what is due. */
export function pump(): void {
  const time = performance.now();
  for (const timer of [...waiting]) if (timer.due <= time && waiting.has(timer)) timer.go();
}
