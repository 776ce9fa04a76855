// deadline: 300s
/** `npm run demo` holds what it claims: it checks itself and exits with 1 if a claim fails; here its report is read as well. */
import * as assert from 'uvu/assert';
import { join } from 'node:path';
import { existsSync, readdirSync } from 'node:fs';
import { shell, workspace } from './lib/user-project.ts';
import { suite } from './lib/suite.ts';

const test = suite('demo');

test(
  'the demo interrupts real programs, whose output is then identical, and leaves nothing behind',
  async () => {
    const cache = join(workspace, '.cache');
    const before = existsSync(cache) ? readdirSync(cache) : [];
    const { code, stdout, stderr } = await shell(
      'node --import tsx examples/demo.ts',
      workspace,
      270_000,
    );
    assert.is(code, 0, stdout + stderr);
    assert.is(stdout.match(/the output is identical/g)?.length, 2, stdout);
    assert.is(stdout.match(/interrupted 7 times in the middle/g)?.length, 2, stdout);
    assert.match(stdout, /typescript\.js with a source map: 9\.\d MB in .* MB\/s/);
    assert.match(stdout, /All of it held\.\n$/);
    const left = readdirSync(cache).filter(
      (name) => name.startsWith('demo-') && !before.includes(name),
    );
    assert.equal(left, []);
  },
  { deadline: 280_000 },
);
