/**
 * The built-ins that carrying an error needs, taken once when the module loads.
 *
 * Claim: code that patches `JSON`, `Array.prototype`, `Symbol.iterator` or `Object.prototype` later on cannot
 * change what an error becomes on its way. Sound because the users of this file call only what is captured
 * here, read foreign objects through `own`/`read`, never iterate with `for-of`, and pass null-prototype
 * descriptors (a patched `Object.prototype.get` would turn a plain one into an accessor's).
 */
export const apply: typeof Reflect.apply = Reflect.apply;
export const construct: typeof Reflect.construct = Reflect.construct;
export const defineProperty: typeof Reflect.defineProperty = Reflect.defineProperty;
export const getOwnPropertyDescriptor: typeof Reflect.getOwnPropertyDescriptor =
  Reflect.getOwnPropertyDescriptor;
export const getPrototypeOf: typeof Reflect.getPrototypeOf = Reflect.getPrototypeOf;
export const ownKeys: typeof Reflect.ownKeys = Reflect.ownKeys;
export const stringify: (value: unknown) => string = JSON.stringify;
export const parse: (text: string) => unknown = JSON.parse;
export const isArray: (x: unknown) => boolean = Array.isArray;
export const isFiniteNumber: (x: unknown) => boolean = Number.isFinite;

const objectToString = Object.prototype.toString;
const functionToString = Function.prototype.toString;
const { includes, slice: stringSlice } = String.prototype;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const { encode } = TextEncoder.prototype;
const { decode } = TextDecoder.prototype;
const Bytes = Uint8Array;

export const toUtf8 = (text: string): Uint8Array => apply(encode, encoder, [text]);

/** Copies first: browsers refuse to decode a view on shared memory. Throws a TypeError on bytes that are not UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string => apply(decode, decoder, [new Bytes(bytes)]);

/** The value of an own data property; an accessor is not data and counts as absent. */
export function own(target: object, key: PropertyKey): unknown {
  try {
    const found = getOwnPropertyDescriptor(target, key);
    return found !== undefined && getOwnPropertyDescriptor(found, 'value') !== undefined
      ? found.value
      : undefined;
  } catch {
    return undefined;
  }
}

/** An ordinary read that cannot throw: for the few names that may be accessors by design (`stack`, `name`). */
export function read(target: object, key: PropertyKey): unknown {
  try {
    return (target as Record<PropertyKey, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** Defines a data property, whatever setters stand on the prototype chain; false if the object refuses. */
export function put(
  target: object,
  key: PropertyKey,
  value: unknown,
  enumerable: boolean,
): boolean {
  return defineProperty(target, key, {
    __proto__: null,
    value,
    enumerable,
    writable: true,
    configurable: true,
  } as PropertyDescriptor);
}

/** `list.push(value)` without the patched `push`, or a setter on `Array.prototype`. */
export function append<T>(list: T[], value: T): void {
  put(list, list.length, value, true);
}

/** The prototype, or null where a proxy refuses to tell. */
export function protoOf(target: object): object | null {
  try {
    return getPrototypeOf(target);
  } catch {
    return null;
  }
}

export function tagOf(value: unknown): string {
  try {
    return apply(objectToString, value, []);
  } catch {
    return ''; // a `Symbol.toStringTag` that throws
  }
}

/** Whether the engine wrote this function: `TypeError` of another realm is native, a class of that name is not. */
export function isNative(fn: object): boolean {
  try {
    return apply(includes, apply(functionToString, fn, []), ['[native code]']);
  } catch {
    return false;
  }
}

export const slice = (text: string, from: number, to?: number): string =>
  apply(stringSlice, text, [from, to]);
