/** js-yaml writes and reads a generated document with every scalar style. */
import { dump, load } from 'js-yaml';

const name = 'js-yaml';
export { name as package };

const entries = Array.from({ length: 500 }, (_, i) => ({
  name: `package-${i}`,
  version: `${i % 7}.${i % 13}.0`,
  private: i % 2 === 0,
  weight: i / 8,
  description: i % 3 ? `line one of ${i}\nline two: with colon\n` : 'plain',
  keywords: ['a b', `#${i}`, 'yes', '0x1f', 'null'],
  scripts: { build: `tsc -p . && node run.js --n=${i}`, test: 'it\'s "quoted"' },
}));

export function run(): [string, boolean] {
  const text = dump({ entries });
  const back = load(text);
  return [text, JSON.stringify(back) === JSON.stringify({ entries })];
}

export function check([text, same]: [string, boolean]): boolean {
  return same && text.length > 50_000;
}
