/** A tokenizer driven by sticky and global regular expressions over a generated source text. */
const source = Array.from(
  { length: 1_500 },
  (_, i) =>
    `let value_${i} = (${i * 3} + 0x${(i * 17).toString(16)}) * "text ${i}"; // note ${i}\n`,
).join('');

const token =
  /(?<space>\s+)|(?<comment>\/\/[^\n]*)|(?<word>[A-Za-z_]\w*)|(?<number>0x[\da-f]+|\d+)|(?<text>"[^"]*")|(?<sign>[=+*();])/y;

function tokenize(input: string): Record<string, number> {
  const counts: Record<string, number> = {};
  token.lastIndex = 0;
  while (token.lastIndex < input.length) {
    const match = token.exec(input);
    if (match === null) throw new Error('no token');
    const groups = match.groups!;
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined)!;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

export function run(): [Record<string, number>, number, number] {
  const counts = tokenize(source);
  let names = 0;
  for (const match of source.matchAll(/value_(\d+)/g)) names += Number(match[1]);
  const shouted = source.replace(/\btext (\d+)/g, (_, digits: string) => `TEXT<${digits}>`);
  return [counts, names, shouted.length];
}

export function check([counts, names, length]: [Record<string, number>, number, number]): boolean {
  return (
    counts['comment'] === 1_500 &&
    counts['number'] === 3_000 &&
    names === (1_500 * 1_499) / 2 &&
    length === source.length + 2 * 1_500 - 1_500
  );
}
