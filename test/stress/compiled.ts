/** The threads of these tests, compiled. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../lib/compile.ts';

export function threads(): Promise<URL> {
  const source = readFileSync(join(import.meta.dirname, 'threads.mjs'), 'utf8');
  return compile(source, { extension: 'mjs' });
}
