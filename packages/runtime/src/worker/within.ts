/**
 * Runs a function, synchronous or not, as a scope (SEMANTICS 5).
 *
 * Claim: the scope is open exactly while the function runs, or the promise that it returned is pending. Sound because nothing in this file
 * polls except `suspend`, which is inside the `try`; the scope is left before the result, or the error, goes on.
 */
import { suspend } from './await.ts';
import { into, land, leave, makeFrame, resume } from './frames.ts';
import type { Frame } from './frames.ts';
import { unpack } from './poll.ts';
import { scopes } from './scope.ts';
import type { Scope } from './scope.ts';
import { state } from './state.ts';

export interface Limit {
  readonly deadline: number;
  isDue(time: number): boolean;
  error(): Error;
  /** What leaves the scope in place of `thrown`. */
  translate(thrown: unknown): unknown;
  opened(scope: Scope): void;
  closed(): void;
}

export function runWithin<T>(limit: Limit, fn: () => T): T {
  const frame = makeFrame(state.current);
  const scope: Scope = {
    frame,
    deadline: limit.deadline,
    isDue: limit.isDue,
    error: limit.error,
    delivered: false,
    pass: 0,
    open: true,
    hit: undefined,
    timer: undefined,
    next: null,
    back: null,
  };
  into(frame);
  scopes().enter(scope);
  limit.opened(scope);
  let result: T;
  try {
    result = fn();
  } catch (e) {
    state.current = frame; // at the edge of a full stack a hook below may have been missed
    const thrown = unpack(e);
    close(scope, limit);
    leave(frame);
    throw limit.translate(thrown);
  }
  if (isThenable(result)) return settle(scope, limit, frame, result) as T;
  close(scope, limit);
  leave(frame);
  return result;
}

async function settle(
  scope: Scope,
  limit: Limit,
  frame: Frame,
  promise: PromiseLike<unknown>,
): Promise<unknown> {
  try {
    scopes().watch(scope);
    return resume(frame, await suspend(frame, promise));
  } catch (e) {
    land(frame);
    throw limit.translate(unpack(e));
  } finally {
    close(scope, limit);
    leave(frame);
  }
}

function close(scope: Scope, limit: Limit): void {
  scopes().leave(scope);
  limit.closed();
}

function isThenable(x: unknown): x is PromiseLike<unknown> {
  return (
    ((typeof x === 'object' && x !== null) || typeof x === 'function') &&
    typeof (x as { then?: unknown }).then === 'function'
  );
}
