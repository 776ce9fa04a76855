/**
 * An error to bytes, in the form of `error-form.ts`.
 *
 * Claim: it ends, and it runs no code of the error but the few reads that `read` marks. Sound because properties
 * are taken from descriptors, values and depth are counted, and what is being written is never entered again.
 */
import { classNamed, classNames, describe, isError, isErrorClass } from './classes.ts';
import type { ClassName, ErrorClass } from './classes.ts';
import { hiddenNames, isPoison, isReserved, maxDepth, maxValues } from './error-form.ts';
import {
  construct,
  getOwnPropertyDescriptor,
  isArray,
  isFiniteNumber,
  own,
  ownKeys,
  protoOf,
  read,
  slice,
  stringify,
  toUtf8,
} from './intrinsics.ts';

export interface EncodeOptions {
  /** Sends the stack as well; without it the error gets the stack of the place where it arrives. */
  stack?: boolean;
}

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
