/** How a thread ended (SEMANTICS 6). */
import { ThreadError, ThreadExit } from '../errors.ts';
import { decodeError } from '../mailbox/exception.ts';
import type { OutcomeMessage } from '../mailbox/messages.ts';

export type Outcome<T = unknown> =
  | { status: 'returned'; value: T }
  | { status: 'failed'; error: unknown }
  | { status: 'terminated' }
  /** `rung`: 1 by a kill that waited for masks, 2 by one that did not, 3 by the platform's own means. */
  | { status: 'killed'; rung: 1 | 2 | 3 };

/** Errors are made here, of this side's classes. */
export function fromMessage<T>(message: OutcomeMessage): Outcome<T> {
  if (message.status !== 'failed') return message as Outcome<T>;
  return {
    status: 'failed',
    error: 'error' in message ? decodeError(message.error) : message.thrown,
  };
}

/**
 * The worker is gone and has not said how.
 *
 * @param rung how far a kill had climbed
 * @param failure what the platform said of it
 * @param code the worker's exit code, where it is known
 */
export function lost<T>(
  name: string,
  rung: number,
  failure: { error: unknown } | undefined,
  code: number | undefined,
): Outcome<T> {
  if (failure !== undefined) return { status: 'failed', error: failure.error };
  if (rung === 3) return { status: 'killed', rung };
  const how = code === undefined ? '' : `, with exit code ${code}`;
  const error = new ThreadError(
    `[killable] the thread ${name} has left without an outcome${how}: its code called process.exit(), or the worker was stopped from outside`,
  );
  return { status: 'failed', error };
}

/** The value, or what ended the thread, thrown. */
export function unwrap<T>(outcome: Outcome<T>, name: string): T {
  switch (outcome.status) {
    case 'returned':
      return outcome.value;
    case 'failed':
      throw outcome.error;
    case 'terminated':
      throw new ThreadExit(`[killable] the thread ${name} was terminated`);
    case 'killed':
      throw new ThreadError(`[killable] the thread ${name} was killed (rung ${outcome.rung})`);
    default:
      return outcome satisfies never;
  }
}
