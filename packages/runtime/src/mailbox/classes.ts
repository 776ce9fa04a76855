/**
 * Which error class a name means, and which name a class has (SEMANTICS 3.2).
 *
 * Claim: a name that arrives finds a class that the receiver chose, never one that the sender chose. Sound
 * because built-in classes and registered ones are looked up in two separate tables by strings, and the
 * sender marks which of the two it means: a user's class that calls itself `ThreadExit` or `TypeError` does
 * not become the real one (it did when there was one table).
 */
import { QueueFullError, ThreadError, ThreadExit, TimeoutError, brandOf } from '../errors.ts';
import { append, apply, isNative, own, protoOf, put, read, tagOf } from './intrinsics.ts';

/** A constructor of errors; its parameters are its own business. */
export type ErrorClass = abstract new (...args: never[]) => Error;

type Table<K, V> = Map<K, V>;
const { get: mapGet, set: mapSet } = Map.prototype;
const lookup = <K, V>(table: Table<K, V>, key: K): V | undefined => apply(mapGet, table, [key]);
const store = <K, V>(table: Table<K, V>, key: K, value: V): void => {
  apply(mapSet, table, [key, value]);
};

const ErrorProto = Error.prototype;
const global = globalThis as Record<PropertyKey, unknown>;

/** Some are missing on some platforms (SuppressedError before Node 24): then the ancestor serves. */
const builtinNames = [
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
  'SuppressedError',
  'DOMException',
];
const builtins: Table<string, ErrorClass> = new Map();
const builtinNameOf: Table<unknown, string> = new Map();
for (const name of builtinNames) {
  const found = global[name];
  if (typeof found === 'function') addBuiltin(name, found as unknown as ErrorClass);
}
for (const found of [ThreadExit, ThreadError, TimeoutError, QueueFullError]) {
  addBuiltin(found.prototype.name, found);
}

function addBuiltin(name: string, found: ErrorClass): void {
  store(builtins, name, found);
  store(builtinNameOf, found, name);
}

/** Registrations are the realm's, not the copy's: a library registers in its copy, the poll decodes in another. */
interface Registry {
  byName: Table<string, ErrorClass>;
  nameOf: Table<unknown, string>;
}
const registryKey = Symbol.for('@killable/runtime/registered-errors/1');
const registry: Registry = (own(globalThis, registryKey) as Registry | undefined) ?? {
  byName: new Map(),
  nameOf: new Map(),
};
try {
  put(globalThis, registryKey, registry, false);
} catch {
  // A frozen globalThis: the registrations of this copy are its own.
}

/**
 * Registers an error class under a name, so that its errors keep their class across threads (SEMANTICS 3.2).
 * Call it on both sides, in the module that defines the class.
 *
 * What holds afterwards: an error of the class arrives as `instanceof Class`, with its message, own JSON-safe
 * properties and `cause`. What does not: the constructor is not run for an instance, so private fields are
 * absent; own properties that are not JSON-safe stay behind. A class raised without an instance
 * (`raiseExc(Class)`) is constructed without arguments where it arrives.
 *
 * ```ts
 * class Overload extends Error { readonly load: number; … }
 * registerError('acme/Overload', Overload);
 * ```
 */
export function registerError(name: string, Class: ErrorClass): void {
  if (typeof name !== 'string' || name === '' || lookup(builtins, name) !== undefined) {
    throw new TypeError(
      `[killable] registerError needs a name that is no built-in's, not ${typeof name === 'string' ? `'${name}'` : typeof name}; take one with a prefix, such as 'acme/Overload'`,
    );
  }
  if (!isErrorClass(Class)) {
    throw new TypeError(
      `[killable] registerError('${name}', …) needs a class that extends Error, not ${describe(Class)}`,
    );
  }
  const taken = lookup(registry.byName, name);
  if (taken !== undefined && taken !== Class) {
    throw new TypeError(
      `[killable] the name '${name}' is registered for another class; register this one under a name of its own`,
    );
  }
  store(registry.byName, name, Class);
  if (lookup(registry.nameOf, Class) === undefined) store(registry.nameOf, Class, name);
}

/** The names under which a receiver may know a class, nearest first. `builtin` names and others never mix. */
export interface ClassName {
  builtin: boolean;
  name: string;
}

const maxChain = 16;

/** The names of the classes on the prototype chain that starts at `proto`. */
export function classNames(proto: object | null): ClassName[] {
  const names: ClassName[] = [];
  for (let at = proto; at !== null && names.length < maxChain; at = protoOf(at)) {
    const Class = own(at, 'constructor');
    if (typeof Class !== 'function') continue;
    const found = nameOfClass(Class);
    if (found !== undefined) append(names, found);
    if (found !== undefined && found.builtin) break; // what stands above a built-in is built in
  }
  return names;
}

function nameOfClass(Class: object): ClassName | undefined {
  const builtin = lookup(builtinNameOf, Class);
  if (builtin !== undefined) return { builtin: true, name: builtin };
  const registered = lookup(registry.nameOf, Class);
  if (registered !== undefined) return { builtin: false, name: registered };
  const name = own(Class, 'name');
  if (typeof name !== 'string' || name === '') return undefined;
  // Another realm's TypeError, or another copy's ThreadExit, is the real one too.
  const proto = own(Class, 'prototype');
  const branded =
    typeof proto === 'object' &&
    proto !== null &&
    own(proto, 'name') === name &&
    brandOf(proto) === name;
  const real = lookup(builtins, name) !== undefined && (isNative(Class) || branded);
  return { builtin: real, name };
}

/** The class that a name means here, if it means one. */
export function classNamed({ builtin, name }: ClassName): ErrorClass | undefined {
  return lookup(builtin ? builtins : registry.byName, name);
}

/** Whether `value` is an error, of this realm or another. */
export function isError(value: unknown): value is Error {
  if (typeof value !== 'object' || value === null) return false;
  const tag = tagOf(value);
  return tag === '[object Error]' || tag === '[object DOMException]' || reachesError(value);
}

/** Whether `value` is a class of errors, of this realm or another. */
export function isErrorClass(value: unknown): value is ErrorClass {
  if (typeof value !== 'function') return false;
  const proto = own(value, 'prototype');
  return (
    typeof proto === 'object' && proto !== null && (proto === ErrorProto || reachesError(proto))
  );
}

function reachesError(value: object): boolean {
  for (
    let at: object | null = value, steps = 0;
    at !== null && steps < 1000;
    at = protoOf(at), steps++
  ) {
    if (at === ErrorProto) return true;
    const Class = own(at, 'constructor');
    if (typeof Class === 'function' && own(Class, 'name') === 'Error' && isNative(Class))
      return true;
  }
  return false;
}

/** A short, safe description of a value for a message. */
export function describe(value: unknown): string {
  if (typeof value === 'function') {
    const name = read(value, 'name');
    return typeof name === 'string' && name !== '' ? `the function ${name}` : 'a function';
  }
  if (typeof value === 'object' && value !== null) return tagOf(value) || 'an object';
  return typeof value === 'string'
    ? `the string '${value}'`
    : `the ${typeof value} ${String(value)}`;
}
