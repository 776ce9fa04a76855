/** Builds, splits, reverses and escapes text: characters by `for-of`, pieces by `+=` and `join`. */
const input = 'The quick <brown> fox & the "lazy" dog — über naïve.\n'.repeat(150);
const escapes: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

function escape(text: string): string {
  let out = '';
  for (const char of text) out += escapes[char] ?? char;
  return out;
}

function caesar(text: string, by: number): string {
  const out: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const base = code >= 97 && code <= 122 ? 97 : code >= 65 && code <= 90 ? 65 : 0;
    out.push(base ? String.fromCharCode(((code - base + by + 26) % 26) + base) : text[i]!);
  }
  return out.join('');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  lines.push(line);
  return lines;
}

export function run(): [number, boolean, number, string] {
  let escaped = '';
  let back = '';
  let lines: string[] = [];
  for (let round = 0; round < 12; round++) {
    escaped = escape(input);
    back = caesar(caesar(input, 5), -5);
    lines = wrap(input, 60);
  }
  return [escaped.length, back === input, lines.length, lines[1]!];
}

export function check([length, same, lines]: [number, boolean, number, string]): boolean {
  return same && length === input.length + 150 * (3 + 3 + 4 + 5 + 5) && lines > 100;
}
