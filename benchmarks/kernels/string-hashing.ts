/** FNV and a polynomial hash over the characters of a long text: `charCodeAt` in a counted loop. */
const text = Array.from({ length: 60_000 }, (_, i) => `word${(i * 7919) % 10007} `).join('');

function fnv(input: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < input.length; i++) {
    hash ^= input.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

function polynomial(input: string): number {
  let hash = 0;
  for (let i = 0; i < input.length; i++) hash = (hash * 31 + input.charCodeAt(i)) | 0;
  return hash;
}

export function run(): number[] {
  const found: number[] = [];
  for (let round = 0; round < 8; round++) found.push(fnv(text), polynomial(text));
  found.push(fnv('a'), polynomial('abc'));
  return found;
}

export function check(found: number[]): boolean {
  return found.at(-2) === 0xe40c292c && found.at(-1) === 96354 && found[0] === found[2];
}
