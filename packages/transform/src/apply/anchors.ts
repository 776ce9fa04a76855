/**
 * Gives the text that was put in the place of the author's word behind it, the construct's first. Without that it would belong to the word
 * before, and at the beginning of a line to the line before: there an interrupt at a top-level `await` would seem to come from.
 *
 * Works on the encoded mappings: a 9 MB file has more than a million segments, and to decode and encode them all took three
 * times as long as to make them. A gap before a segment becomes a segment of its own with the same origin:
 * `[g, s, r, c]` turns into `[g1, s, r, c], [g - g1, 0, 0, 0]`, so nothing behind it changes.
 */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i;

const [COMMA, SEMICOLON] = [44, 59];

/** @param mappings of a source map with segments of four fields */
export function anchorInsertions(mappings: string): string {
  let result = '';
  let copied = 0;
  let at = 0;
  let firstOfLine = true;

  /** One field; leaves `at` behind it. */
  function field(): number {
    let [value, shift, digit] = [0, 0, 0];
    do {
      digit = VALUES[mappings.charCodeAt(at++)]!;
      value |= (digit & 31) << shift;
      shift += 5;
    } while (digit & 32);
    return value & 1 ? -(value >>> 1) : value >>> 1;
  }

  while (at < mappings.length) {
    const separator = mappings.charCodeAt(at);
    if (separator === SEMICOLON) {
      firstOfLine = true;
      at++;
      continue;
    }
    if (separator === COMMA) at++;
    const start = at;
    const step = field();
    const rest = at;
    field();
    const rows = field();
    const columns = field();
    // The author's text between the two words is as wide in the output as in the source; what is wider was put in.
    const width = firstOfLine ? 0 : columns;
    if (step > width && (firstOfLine || (rows === 0 && columns > 0))) {
      result += `${mappings.slice(copied, start)}${encode(width)}${mappings.slice(rest, at)},${encode(step - width)}AAA`;
      copied = at;
    }
    firstOfLine = false;
  }
  return result + mappings.slice(copied);
}

function encode(value: number): string {
  let rest = value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
