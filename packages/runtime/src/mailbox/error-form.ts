/**
 * The form in which an error travels (SEMANTICS 3.2): what `encode-error.ts` writes and `decode-error.ts` reads.
 *
 * Claim: what arrives is data that was copied, of a class that the receiver chose; no byte of it is ever run,
 * and no property of it lands on a prototype. Sound because
 * - classes travel as names (`classes.ts`);
 * - property names travel as string values in `[name, value]` pairs, never as keys of a parsed object, so
 *   `__proto__` can mean nothing to the parser; `__proto__`, `constructor` and `prototype` are dropped anyway,
 *   at both ends, since the code that gets the error may copy its properties by assignment;
 * - properties are defined, not assigned, so no setter runs;
 * - the text is put together here and not by `JSON.stringify` of an object, which would call `toJSON` methods,
 *   a patched `Object.prototype.toJSON` included.
 *
 * Own accessors are not data and stay behind. Depth and count are bounded, so an error that contains itself,
 * or half of the program, ends; what exceeds them is left out. The size in bytes is the ring's business.
 *
 *   value := null | boolean | number | string | ["a", value…] | ["o", name, value, …] | error
 *   error := ["e", isClass, classes, name, message, stack | null, properties, hidden]
 *   classes := [(1 | 0 = built-in or not), name, …]     properties, hidden := [name, value, …]
 */

/** Deeper than this, causes and nested values are left out. */
export const maxDepth = 32;
/** More values than this in one error are left out. */
export const maxValues = 10_000;

/** Native errors define these without `enumerable`; they travel whether or not somebody made them so. */
export const hiddenNames: readonly string[] = ['cause', 'errors', 'error', 'suppressed'];

/** Names that could reach a prototype where properties are copied by assignment. */
export const isPoison = (key: string): boolean =>
  key === '__proto__' || key === 'constructor' || key === 'prototype';
/** Names that have a place of their own in the frame. */
export const isReserved = (key: string): boolean =>
  isPoison(key) || key === 'name' || key === 'message' || key === 'stack';
