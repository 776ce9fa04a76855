/**
 * Every error that the compiler reports, with its place and a code frame.
 * One class; `code` is stable and may be matched, the message is for people.
 */
import { codeFrameColumns } from '@babel/code-frame';

export type ErrorCode = 'SYNTAX' | 'OPTION' | 'NO_POLL' | 'INPUT';

export interface Place {
  filename?: string | undefined;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
}

/** What `transform` and the CLI throw. `message` holds place and code frame, ready to print. */
export class TransformError extends Error {
  override name = 'TransformError';
  readonly code: ErrorCode;
  /** The problem alone: no place, no code frame. */
  readonly reason: string;
  readonly filename: string | undefined;
  /** 1-based; 0 where the error has no place in a file. */
  readonly line: number;
  /** 1-based; 0 where the error has no place in a file. */
  readonly column: number;
  /** The lines around the place, without colours; empty where there is none. */
  readonly frame: string;

  constructor(
    code: ErrorCode,
    reason: string,
    place?: Place,
    source?: string,
    options?: ErrorOptions,
  ) {
    const frame = place !== undefined && source !== undefined ? frameOf(source, place) : '';
    const where =
      place === undefined ? '' : `${place.filename ?? '<input>'}:${place.line}:${place.column}: `;
    super(`[killable] ${where}${reason}${frame === '' ? '' : `\n${frame}`}`, options);
    this.code = code;
    this.reason = reason;
    this.filename = place?.filename;
    this.line = place?.line ?? 0;
    this.column = place?.column ?? 0;
    this.frame = frame;
  }
}

function frameOf(source: string, { line, column }: Place): string {
  // A code frame of minified code would be megabytes; such a line says nothing anyway.
  const text = source.split('\n', line)[line - 1] ?? '';
  if (text.length > 400) return '';
  return codeFrameColumns(source, { start: { line, column } }, { highlightCode: false });
}

interface ParserError {
  message?: string;
  pos?: number;
  loc?: { line: number; column: number };
}

/** Turns what the parser threw into a `TransformError`. */
export function syntaxError(
  error: unknown,
  source: string,
  filename: string | undefined,
): TransformError {
  const { message = String(error), loc } = error as ParserError;
  const reason = message.replace(/\s*\(\d+:\d+\)$/, '');
  const place =
    loc === undefined ? undefined : { filename, line: loc.line, column: loc.column + 1 };
  return new TransformError('SYNTAX', reason, place, source, { cause: error });
}

/** Line and column (1-based) of an offset in `source`. */
export function placeOf(source: string, offset: number, filename?: string): Place {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { filename, line, column: offset - before.lastIndexOf('\n') };
}
