/**
 * Pieces → the mappings of a source map: one segment for each of the author's words and punctuators.
 *
 * What was put in gets the place of the author's word behind it, the construct's first. Without that it would belong to the word before,
 * and at the beginning of a line to the line before: there an interrupt at a top-level `await` would seem to come from.
 * At the end of a line nothing is behind it, and it belongs to the word before.
 */
import type { Piece } from './pieces.ts';

const DIGITS = new TextEncoder().encode(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
);
const [COMMA, SEMICOLON, NEW_LINE] = [44, 59, 10];

/** What a character below 128 is part of. */
const [SPACE, WORD, PUNCTUATOR] = [0, 1, 2];
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) =>
  code <= 32 ? SPACE : /[\w$]/.test(String.fromCharCode(code)) ? WORD : PUNCTUATOR,
);

/** A segment has a separator and at most four numbers of seven digits. */
const LONGEST_SEGMENT = 29;

export function mappingsOf(pieces: readonly Piece[], code: string): string {
  let bytes = new Uint8Array(code.length + 1024);
  let length = 0;
  let firstOfLine = true;
  /** Column in the output. */
  let column = 0;
  /** Where text was put in that has no segment yet; -1: nowhere. */
  let putIn = -1;
  /** What the segment before said: its column in the output, its line and column in the source. */
  let [lastColumn, lastLine, lastSourceColumn] = [0, 0, 0];
  /** Line of the source, and the offset at which it begins. */
  let [line, lineStart] = [0, 0];
  let lineStarts: number[] | null = null;
  let end = 0;

  function number(value: number): void {
    let rest = value < 0 ? (-value << 1) | 1 : value << 1;
    while (rest > 31) {
      bytes[length++] = DIGITS[(rest & 31) | 32]!;
      rest >>>= 5;
    }
    bytes[length++] = DIGITS[rest]!;
  }

  function segment(column: number, sourceColumn: number): void {
    if (firstOfLine) firstOfLine = false;
    else bytes[length++] = COMMA;
    number(column - lastColumn);
    bytes[length++] = DIGITS[0]!;
    number(line - lastLine);
    number(sourceColumn - lastSourceColumn);
    lastColumn = column;
    lastLine = line;
    lastSourceColumn = sourceColumn;
  }

  function reserve(count: number): void {
    if (length + count <= bytes.length) return;
    const larger = new Uint8Array(2 * bytes.length + count);
    larger.set(bytes.subarray(0, length));
    bytes = larger;
  }

  function newLine(): void {
    reserve(1);
    bytes[length++] = SEMICOLON;
    firstOfLine = true;
    column = lastColumn = 0;
  }

  function put(text: string): void {
    if (putIn < 0) putIn = column;
    for (let at = 0; ;) {
      const next = text.indexOf('\n', at);
      if (next < 0) {
        column += text.length - at;
        return;
      }
      newLine();
      putIn = 0;
      at = next + 1;
    }
  }

  /** Line and column of a stretch that does not follow the one before: something was left out, or has moved. */
  function seek(offset: number): void {
    lineStarts ??= lineStartsOf(code);
    line = lineAt(lineStarts, offset);
    lineStart = lineStarts[line]!;
  }

  function copy(start: number, stop: number): void {
    if (start !== end) seek(start);
    end = stop;
    /** Output column of an offset, less the offset. */
    let shift = column - start;
    let inWord = false;
    for (let at = start; at < stop; at++) {
      const char = code.charCodeAt(at);
      if (char === NEW_LINE) {
        newLine();
        shift = -at - 1;
        line++;
        lineStart = at + 1;
        putIn = -1;
        inWord = false;
        continue;
      }
      const kind = char < 128 ? CLASSES[char] : classOf(char);
      if (kind === SPACE) {
        inWord = false;
        continue;
      }
      if (kind === WORD && inWord) continue;
      inWord = kind === WORD;
      reserve(2 * LONGEST_SEGMENT);
      if (putIn >= 0) {
        segment(putIn, at - lineStart);
        putIn = -1;
      }
      segment(at + shift, at - lineStart);
    }
    column = stop + shift;
  }

  for (const piece of pieces) {
    if (typeof piece === 'string') put(piece);
    else copy(piece.start, piece.end);
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/** Above 127 all count as letters but the spaces of other scripts and the byte order mark. */
function classOf(char: number): number {
  return /\s/.test(String.fromCharCode(char)) ? SPACE : WORD;
}

function lineStartsOf(code: string): number[] {
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! > offset) high = middle - 1;
    else low = middle;
  }
  return low;
}
