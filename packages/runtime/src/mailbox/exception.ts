/**
 * An error as bytes, and bytes as an error (SEMANTICS 3.2).
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
import { ThreadError } from '../errors.ts';
import { classNamed, classNames, describe, isError, isErrorClass } from './classes.ts';
import type { ClassName, ErrorClass } from './classes.ts';
import {
  append,
  construct,
  fromUtf8,
  getOwnPropertyDescriptor,
  isArray,
  isFiniteNumber,
  own,
  ownKeys,
  parse,
  protoOf,
  put,
  read,
  slice,
  stringify,
  toUtf8,
} from './intrinsics.ts';

export { registerError } from './classes.ts';

/** Deeper than this, causes and nested values are left out. */
const maxDepth = 32;
/** More values than this in one error are left out. */
const maxValues = 10_000;

const ErrorBase = Error;
/** Native errors define these without `enumerable`; they travel whether or not somebody made them so. */
const hiddenNames = ['cause', 'errors', 'error', 'suppressed'];

export interface EncodeOptions {
  /** Sends the stack as well; without it the error gets the stack of the place where it arrives. */
  stack?: boolean;
}

/* ------------------------------------------------------------------ encode */

interface Above {
  readonly value: object;
  readonly up: Above | null;
}
interface Walk {
  readonly stack: boolean;
  values: number;
}

/**
 * The bytes of an error class, or of an error. Anything else is a `TypeError` that says so (SEMANTICS 1.3).
 */
export function encodeError(e: unknown, options?: EncodeOptions): Uint8Array {
  const walk: Walk = { stack: options?.stack === true, values: 0 };
  if (isErrorClass(e)) return toUtf8(classText(e, walk));
  if (isError(e)) return toUtf8(errorText(e, walk, 0, null, false));
  throw new TypeError(
    `[killable] raiseExc takes an error class or an error, not ${describe(e)}; wrap it: new Error(message, { cause })`,
  );
}

/** A class that the receiver may not know is tried here once, so that its message at least arrives. */
function classText(Class: ErrorClass, walk: Walk): string {
  const proto = own(Class, 'prototype') as object;
  const first = classNames(proto)[0];
  if (first === undefined || classNamed(first) === undefined) {
    try {
      const made: unknown = construct(Class as unknown as new () => Error, []);
      if (isError(made)) return errorText(made, walk, 0, null, true);
    } catch {
      // It wants arguments; its name is all there is to send.
    }
  }
  return frame(true, classNames(proto), 'null', '""', 'null', '', '');
}

function errorText(
  e: Error,
  walk: Walk,
  depth: number,
  above: Above | null,
  isClass: boolean,
): string {
  const inside: Above = { value: e, up: above };
  let shown = '';
  let hidden = '';
  for (let i = 0; i < hiddenNames.length; i++) {
    const name = hiddenNames[i]!;
    if (isEnumerable(e, name)) continue;
    hidden += pair(name, valueText(own(e, name), walk, depth + 1, inside));
  }
  const keys = keysOf(e);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== 'string' || isReserved(key) || !isEnumerable(e, key)) continue;
    shown += pair(key, valueText(own(e, key), walk, depth + 1, inside));
  }
  const name = read(e, 'name');
  const message = read(e, 'message');
  const stack = walk.stack ? read(e, 'stack') : undefined;
  return frame(
    isClass,
    classNames(protoOf(e)),
    typeof name === 'string' ? stringify(name) : 'null',
    typeof message === 'string' ? stringify(message) : '""',
    typeof stack === 'string' ? stringify(stack) : 'null',
    shown,
    hidden,
  );
}

function frame(
  isClass: boolean,
  classes: ClassName[],
  name: string,
  message: string,
  stack: string,
  shown: string,
  hidden: string,
): string {
  let names = '';
  for (let i = 0; i < classes.length; i++) {
    const { builtin, name } = classes[i]!;
    names += `${i === 0 ? '' : ','}${builtin ? 1 : 0},${stringify(name)}`;
  }
  return `["e",${isClass},[${names}],${name},${message},${stack},[${tail(shown)}],[${tail(hidden)}]]`;
}

/** Pairs begin with a comma each, so that the first need not be known. */
const pair = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `,${stringify(name)},${text}`;
const tail = (pairs: string): string => (pairs === '' ? '' : slice(pairs, 1));

/** JSON of a value, or undefined if it is not JSON-safe. */
function valueText(value: unknown, walk: Walk, depth: number, above: Above): string | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return ++walk.values > maxValues ? undefined : stringify(value);
    case 'number':
      return ++walk.values > maxValues || !isFiniteNumber(value) ? undefined : stringify(value);
    case 'object':
      break;
    default:
      return undefined;
  }
  if (++walk.values > maxValues) return undefined;
  if (value === null) return 'null';
  if (depth > maxDepth || isAbove(value, above)) return undefined;
  if (isError(value)) return errorText(value, walk, depth, above, false);
  const inside: Above = { value, up: above };
  if (isArray(value)) {
    let text = '["a"';
    const length = read(value, 'length') as number;
    for (let i = 0; i < length && walk.values <= maxValues; i++) {
      text += `,${valueText(own(value, i), walk, depth + 1, inside) ?? 'null'}`;
    }
    return `${text}]`;
  }
  if (!isPlain(value)) return undefined;
  let text = '["o"';
  const keys = keysOf(value);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== 'string' || isPoison(key) || !isEnumerable(value, key)) continue;
    text += pair(key, valueText(own(value, key), walk, depth + 1, inside));
  }
  return `${text}]`;
}

function isAbove(value: object, above: Above | null): boolean {
  for (let at = above; at !== null; at = at.up) if (at.value === value) return true;
  return false;
}

/** An object literal of this realm or another: its prototype is null or the top of a chain. */
function isPlain(value: object): boolean {
  const proto = protoOf(value);
  return proto === null || (protoOf(proto) === null && own(proto, 'hasOwnProperty') !== undefined);
}

function isEnumerable(target: object, key: string): boolean {
  try {
    return getOwnPropertyDescriptor(target, key)?.enumerable === true;
  } catch {
    return false;
  }
}

function keysOf(target: object): (string | symbol)[] {
  try {
    return ownKeys(target);
  } catch {
    return [];
  }
}

const isPoison = (key: string): boolean =>
  key === '__proto__' || key === 'constructor' || key === 'prototype';
/** Names that have a place of their own in the frame. */
const isReserved = (key: string): boolean =>
  isPoison(key) || key === 'name' || key === 'message' || key === 'stack';

/* ------------------------------------------------------------------ decode */

/**
 * The error that the bytes describe, made here: its stack is this place's unless it was sent along.
 * Bytes that describe none give a `ThreadError` that says so; nothing is thrown.
 */
export function decodeError(bytes: Uint8Array): Error {
  try {
    const made = toValue(parse(fromUtf8(bytes)), 0);
    if (isError(made)) return made;
  } catch {
    // Not UTF-8, not JSON, or not in the form above: all the same to the reader.
  }
  return new ThreadError(
    '[killable] an interrupt arrived whose bytes describe no error; both threads must run the same version of @killable/runtime',
  );
}

function toValue(data: unknown, depth: number): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (!isArray(data) || depth > maxDepth + 1) throw new ErrorBase('form');
  const list = data as unknown[];
  switch (list[0]) {
    case 'a': {
      const made: unknown[] = [];
      for (let i = 1; i < list.length; i++) append(made, toValue(list[i], depth + 1));
      return made;
    }
    case 'o': {
      const made = {};
      putPairs(made, list, 1, true, depth);
      return made;
    }
    case 'e':
      return toError(list, depth);
    default:
      throw new ErrorBase('form');
  }
}

function toError(list: unknown[], depth: number): Error {
  // By index: destructuring an array would iterate it.
  const isClass = list[1];
  const classes = list[2];
  const name = list[3];
  const message = list[4];
  const stack = list[5];
  if (typeof message !== 'string' || !isArray(classes)) throw new ErrorBase('form');
  if (!isArray(list[6]) || !isArray(list[7])) throw new ErrorBase('form');
  const names = classes as unknown[];
  let Class: ErrorClass = ErrorBase;
  let known = names.length === 0;
  for (let i = 0; i + 1 < names.length; i += 2) {
    const found = classNamed({ builtin: names[i] === 1, name: names[i + 1] as string });
    if (found === undefined) continue;
    Class = found;
    known = i === 0;
    break;
  }
  const sent = typeof name === 'string' ? name : undefined;
  const made = instantiate(Class, message, sent, isClass === true && known);
  putPairs(made, list[6] as unknown[], 0, true, depth);
  putPairs(made, list[7] as unknown[], 0, false, depth);
  const ancestor = read(made, 'name');
  // `class Overload extends Error {}` inherits the name 'Error'; where the class is unknown its own must show.
  const first = names[1];
  const shown = !known && (sent === undefined || sent === ancestor) ? first : sent;
  if (typeof shown === 'string' && shown !== ancestor) put(made, 'name', shown, false);
  if (typeof stack === 'string') put(made, 'stack', stack, false);
  else if (read(made, 'name') !== ancestor) retitle(made, ancestor);
  return made;
}

/** The stack's first line was written before the name was known. */
function retitle(made: Error, before: unknown): void {
  const stack = read(made, 'stack');
  const name = read(made, 'name') as string;
  if (typeof before !== 'string' || typeof stack !== 'string') return;
  if (before !== '' && slice(stack, 0, before.length) === before) {
    put(made, 'stack', name + slice(stack, before.length), false);
  }
}

/** A class is constructed, as Python does; an instance is not constructed again: it gets the class's prototype. */
function instantiate(
  Class: ErrorClass,
  message: string,
  name: string | undefined,
  run: boolean,
): Error {
  if (Class === domException) {
    return construct(Class as unknown as new () => Error, [message, name ?? 'Error']);
  }
  if (run) {
    try {
      const args = Class === aggregateError ? [[]] : [];
      const made: unknown = construct(Class as unknown as new () => Error, args);
      if (isError(made)) return made;
    } catch {
      // It wants arguments: then as for an instance.
    }
  }
  return construct(ErrorBase, [message], Class as unknown as new () => Error);
}
const domException = classNamed({ builtin: true, name: 'DOMException' });
const aggregateError = classNamed({ builtin: true, name: 'AggregateError' });

function putPairs(
  target: object,
  pairs: unknown[],
  from: number,
  shown: boolean,
  depth: number,
): void {
  for (let i = from; i + 1 < pairs.length; i += 2) {
    const key = pairs[i];
    if (typeof key !== 'string') throw new ErrorBase('form');
    if (isError(target) ? isReserved(key) : isPoison(key)) continue;
    put(target, key, toValue(pairs[i + 1], depth + 1), shown);
  }
}
