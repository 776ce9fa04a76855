// deadline: 900s
/** The repository keeps its own rules: every check of `npm run check`, but the boundaries, which have a test of their own. */
import * as assert from 'uvu/assert';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { suite } from './lib/suite.ts';

const script = join(import.meta.dirname, '../.ci/check.mjs');

/** Runs in the background, so that the deadline can speak. */
function check(name: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, name], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

const test = suite('npm run check');

for (const name of ['format', 'types', 'lint', 'unused', 'lockfile']) {
  test(
    name,
    async () => {
      const { code, output } = await check(name);
      assert.is(code, 0, output);
    },
    { deadline: 400_000 },
  );
}

test('a check that is not known is refused', async () => {
  const { code, output } = await check('weather');
  assert.is(code, 2);
  assert.match(output, 'no check is called weather');
});
