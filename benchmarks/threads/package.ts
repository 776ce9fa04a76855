/** A thread that runs a real package over and over: acorn parses a generated file. */
import { parse } from 'acorn';
import { arrive, count, openCells, READY } from './cells.ts';

const text = Array.from(
  { length: 400 },
  (_, i) =>
    `export function f${i}(a, b = [${i}]) { for (const x of a) if (x > b[0]) return \`\${x}\`; return /[a-z]+/u.test(a) ? { ...b } : null; }\n`,
).join('');

export function main(shared: SharedArrayBuffer): void {
  const cells = openCells(shared);
  for (;;) {
    try {
      parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
      count(cells, READY);
      for (;;) parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
    } catch {
      arrive(cells);
    }
  }
}
