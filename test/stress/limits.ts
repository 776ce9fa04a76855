/** SEMANTICS 9.6: limits that pass just as the work ends: a value xor a `TimeoutError`, and nothing escapes the scope. */
import * as assert from 'uvu/assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Thread } from '@killable/runtime';
import { compile } from '../lib/compile.ts';

export async function limits(count: number): Promise<string> {
  const source = readFileSync(join(import.meta.dirname, 'limits.mjs'), 'utf8');
  const url = await compile(source, { extension: 'mjs' });
  const thread = new Thread(url, {
    exportName: 'limited',
    args: [count],
    worker: { execArgv: [] },
  });
  const result = (await thread.start().result()) as Record<'values' | 'timeouts', number>;
  assert.is(result.values + result.timeouts, count);
  return `${count} limits: ${result.values} values, ${result.timeouts} timeouts`;
}
