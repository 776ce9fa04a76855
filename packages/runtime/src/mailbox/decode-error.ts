/**
 * Bytes to an error, in the form of `error-form.ts`.
 *
 * Claim: whatever the bytes are, an error comes out and nothing is thrown. Sound because they are parsed as JSON,
 * every part is checked before it is used, and classes are looked up in the receiver's own tables.
 */
import { ThreadError } from '../errors.ts';
import { classNamed, isError } from './classes.ts';
import type { ErrorClass } from './classes.ts';
import { isPoison, isReserved, maxDepth } from './error-form.ts';
import { append, construct, fromUtf8, isArray, parse, put, read, slice } from './intrinsics.ts';

const ErrorBase = Error;
const { captureStackTrace } = Error as {
  captureStackTrace?: (error: Error, above: unknown) => void;
};

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

/**
 * The stack's first line was written before the name was known. Where the stack can be taken anew it is: it becomes a text only when somebody reads
 * it, and to make that text took as long as all the rest of a delivery.
 */
function retitle(made: Error, before: unknown): void {
  if (captureStackTrace !== undefined) {
    try {
      captureStackTrace(made, decodeError);
    } catch {
      // Its class has frozen it.
    }
    return;
  }
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
