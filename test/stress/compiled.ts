/** The threads of these tests, compiled, and where they find the parts of the runtime that no public name leads to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from '../lib/compile.ts';

const dist = join(import.meta.dirname, '../../packages/runtime/dist');
const url = (file: string): string => pathToFileURL(join(dist, file)).href;

export const internals = {
  mailbox: url('worker/mailbox.js'),
  state: url('worker/state.js'),
  ring: url('mailbox/ring.js'),
  word: url('mailbox/word.js'),
  exception: url('mailbox/exception.js'),
};

export function threads(): Promise<URL> {
  const source = readFileSync(join(import.meta.dirname, 'threads.mjs'), 'utf8');
  return compile(source, { extension: 'mjs' });
}
