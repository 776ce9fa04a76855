/** acorn parses three large files and tokenizes one. */
import { parse, tokenizer, type Node } from 'acorn';

const name = 'acorn';
export { name as package };
export const inputs = [
  'acorn/dist/acorn.mjs',
  'immutable/dist/immutable.es.js',
  'cannon-es/dist/cannon-es.js',
];

function count(value: unknown, kinds: Record<string, number>): void {
  if (Array.isArray(value)) {
    for (const item of value) count(item, kinds);
  } else if (typeof value === 'object' && value !== null && 'type' in value) {
    const node = value as Node;
    kinds[node.type] = (kinds[node.type] ?? 0) + 1;
    for (const child of Object.values(node)) count(child, kinds);
  }
}

export function run(texts: readonly string[]): [Record<string, number>, number] {
  const kinds: Record<string, number> = {};
  for (const text of texts)
    count(parse(text, { ecmaVersion: 'latest', sourceType: 'module' }), kinds);
  let tokens = 0;
  for (const _ of tokenizer(texts[0]!, { ecmaVersion: 'latest', sourceType: 'module' })) tokens++;
  return [kinds, tokens];
}

export function check([kinds, tokens]: [Record<string, number>, number]): boolean {
  return kinds['Program'] === 3 && kinds['Identifier']! > 40_000 && tokens > 20_000;
}
