/**
 * `import()` of a module that is interrupted while it is evaluated: the thread ends (SEMANTICS 2.8).
 *
 * Claim: a thread that an interrupt has kept from evaluating a module ends, whatever catches the rejection. Sound because the reaction here comes
 * before any other on the promise, and knows the interrupt by identity: a module that catches it, or throws another error for it, was not ended by
 * it. Of a module that is imported by a module, the outermost `import()` hears the same error. CommonJS modules: see `onFailedRequire`.
 *
 * Outside of a thread, and for an interrupt of a scope (a timeout), the rejection is all: a scope must not end what it does not own.
 */
import { add, apply, has, NativePromise, promiseThen } from './captured.ts';
import { state } from './state.ts';

/** Remembers an interrupt that was taken from the ring. */
export function noteTaken(error: Error): void {
  apply(add, state.taken, [error]);
}

/** A module has failed with this error. */
export function moduleFailed(error: unknown): void {
  if (apply(has, state.taken, [error as Error])) state.lost?.(error as Error);
}

/** Around an `import()`: returns what to use in its place. */
export function imported<T>(module: Promise<T>): Promise<T> {
  if (state.lost === null || !(module instanceof NativePromise)) return module;
  return apply(promiseThen, module, [undefined, rethrow]) as Promise<T>;
}

function rethrow(error: unknown): never {
  moduleFailed(error);
  throw error;
}
