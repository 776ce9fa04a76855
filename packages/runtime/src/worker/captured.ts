/**
 * The built-ins that a poll depends on, taken once when the ABI loads, so that user code which patches globals afterwards cannot
 * break it. The ABI is bundled into other people's libraries: this file names no platform module.
 */
export const load: typeof Atomics.load = Atomics.load;
export const exchange: typeof Atomics.exchange = Atomics.exchange;
export const or: typeof Atomics.or = Atomics.or;
export const and: typeof Atomics.and = Atomics.and;
export const block: typeof Atomics.wait = Atomics.wait;
export const apply: typeof Reflect.apply = Reflect.apply;
export const NativePromise: PromiseConstructor = Promise;
export const promiseThen: typeof Promise.prototype.then = Promise.prototype.then;
export const promiseResolve: typeof Promise.resolve = Promise.resolve;
export const Cells: typeof Int32Array = Int32Array;
export const NativeError: typeof Error = Error;
export const microtask: ((callback: () => void) => void) | undefined = globalThis.queueMicrotask;
export const WeakSetOf: WeakSetConstructor = WeakSet;
export const add: WeakSet<object>['add'] = WeakSet.prototype.add;
export const has: WeakSet<object>['has'] = WeakSet.prototype.has;
export const freeze: typeof Object.freeze = Object.freeze;
export const isArray: typeof Array.isArray = Array.isArray;
export const now: () => number = performance.now.bind(performance);

export const defineProperty: typeof Reflect.defineProperty = Reflect.defineProperty;

/** An own property of a plain kind, whatever setters the prototypes have got; the descriptor inherits nothing that could spoil it. */
export function define(target: object, key: PropertyKey, value: unknown): void {
  const plain = { __proto__: null, value, writable: true, configurable: true };
  defineProperty(target, key, plain as PropertyDescriptor);
}

const captureStackTrace = (
  Error as { captureStackTrace?: (error: object, above?: unknown) => void }
).captureStackTrace;

/** Makes the stack of an error that was thrown for another thread begin at the code that `above` was called from. */
export function placeStack(error: object, above: unknown): void {
  if (captureStackTrace === undefined) return;
  try {
    captureStackTrace(error, above);
  } catch {
    // A frozen error keeps the stack that it has.
  }
}

/** Keeps an abandoned promise from being reported as unhandled. Anything else is left alone. */
export function quiet(x: unknown): void {
  if (typeof x !== 'object' || x === null) return;
  try {
    void apply(promiseThen, x, [ignore, ignore]);
  } catch {
    // No promise.
  }
}
export const ignore = (): void => {};
