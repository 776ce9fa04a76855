/**
 * The runtime stays small: it is shipped inside other people's libraries. Each limit is what a user downloads,
 * minified and gzipped, rounded up; a change that crosses one says in its notes what the bytes buy.
 */
import * as assert from 'uvu/assert';
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { suite } from './lib/suite.ts';

const dist = join(import.meta.dirname, '../packages/runtime/dist');

/** Entry, and its limit in bytes, minified and gzipped. */
const limits: Record<string, number> = {
  'abi.js': 8_000,
  'index.js': 20_000,
};

function bytes(entry: string): number {
  const { outputFiles } = buildSync({
    entryPoints: [join(dist, entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return gzipSync(outputFiles[0]!.contents, { level: 9 }).length;
}

const test = suite('size of the runtime');

for (const [entry, limit] of Object.entries(limits)) {
  test(`${entry} is at most ${limit} bytes, minified and gzipped`, () => {
    const size = bytes(entry);
    console.log(`${entry}: ${size} bytes of ${limit}`);
    assert.ok(size > 500, `${size} bytes: that is not the whole of it`);
    assert.ok(size <= limit, `${size} bytes`);
  });
}
