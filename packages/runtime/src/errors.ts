/**
 * The runtime's own error classes.
 *
 * Claim: an error of one of these classes is recognised in every realm and by every copy of the package.
 * Sound because each prototype carries the class's name under a symbol of the global registry, and both
 * `instanceof` and `isThreadExit` read that brand. Identity of the constructor does not do: a bundled
 * library and its host application each have a `ThreadExit` of their own, and a `catch` clause compiled
 * against one must let the other's pass.
 *
 * `name` and `code` stand on the prototypes, so an instance has no own properties that would have to travel.
 */
const brand: symbol = Symbol.for('@killable/runtime/error');
const { apply, defineProperty, get } = Reflect;
const hasInstance = Function.prototype[Symbol.hasInstance];

/** The name that a class of this package (of any copy) has put on `value`'s prototype chain, else `undefined`. */
export function brandOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    const found: unknown = get(value, brand);
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined; // a proxy whose trap throws is nobody's ThreadExit
  }
}

function define(target: object, key: PropertyKey, value: unknown): void {
  defineProperty(target, key, {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
  } as PropertyDescriptor);
}

function seal(Class: { prototype: Error; name: string }, name: string, code: string): void {
  define(Class.prototype, 'name', name);
  define(Class.prototype, 'code', code);
  define(Class.prototype, brand, name);
  // Inherited by user subclasses, for which the ordinary test is the right one.
  define(Class, Symbol.hasInstance, function (this: unknown, value: unknown): boolean {
    return this === Class ? brandOf(value) === name : apply(hasInstance, this, [value]);
  });
}

/**
 * Ends the thread silently unless it is caught (SEMANTICS 1.4), as Python's `SystemExit` does.
 *
 * Ordinary `catch` clauses let it pass; a clause catches it only if it names `ThreadExit` (3.3). `finally`
 * blocks run. It does not reach what no poll reaches: native calls, regular expressions, uncompiled code.
 *
 * ```ts
 * try { work(); } catch (e) { if (e instanceof ThreadExit) console.log('asked to leave'); throw e; }
 * ```
 */
export class ThreadExit extends Error {
  declare readonly code: 'KILLABLE_EXIT';
  constructor(message = '', options?: ErrorOptions) {
    super(message, options);
  }
}

/**
 * A thread was used in a way that its state does not allow (SEMANTICS 1.2, 1.3): started twice, or raised
 * in while "the thread is not active".
 */
export class ThreadError extends Error {
  declare readonly code: 'KILLABLE_THREAD';
  constructor(message = '[killable] the thread is not active', options?: ErrorOptions) {
    super(message, options);
  }
}

/**
 * A time limit has passed (SEMANTICS 5.1). Only the scope whose limit it was throws it; an inner scope
 * never turns an outer one's interrupt into a `TimeoutError` of its own.
 */
export class TimeoutError extends Error {
  declare readonly code: 'KILLABLE_TIMEOUT';
  constructor(message = '[killable] the time limit has passed', options?: ErrorOptions) {
    super(message, options);
  }
}

/**
 * The thread's queue of interrupts has no room (SEMANTICS 2.2). Nothing was queued and nothing that was
 * queued is lost; send again when a delivery has settled.
 */
export class QueueFullError extends Error {
  declare readonly code: 'KILLABLE_QUEUE_FULL';
  constructor(
    message = "[killable] the thread's queue of interrupts is full; await a delivery's `settled` and send again",
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

seal(ThreadExit, 'ThreadExit', 'KILLABLE_EXIT');
seal(ThreadError, 'ThreadError', 'KILLABLE_THREAD');
seal(TimeoutError, 'TimeoutError', 'KILLABLE_TIMEOUT');
seal(QueueFullError, 'QueueFullError', 'KILLABLE_QUEUE_FULL');

/** Whether `e` is a `ThreadExit` (or of a class that extends it) of any copy of this package. Never throws. */
export function isThreadExit(e: unknown): e is ThreadExit {
  return brandOf(e) === 'ThreadExit';
}
