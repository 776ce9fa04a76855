/** A worker whose jobs parse a generated file with acorn: a package that loads in no time. */
import { parse } from 'acorn';
import { serve } from './jobs.ts';

const text = 'function f(a, b) { return a.map((x) => x * b).filter(Boolean); }\n'.repeat(200);

export function main(shared: SharedArrayBuffer): void {
  serve(shared, () => parse(text, { ecmaVersion: 'latest' }));
}
