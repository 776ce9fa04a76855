// deadline: 300s
/** `npm run demo` holds what it claims: it checks itself and exits with 1 if a claim fails; here its report is read as well. */
import * as assert from 'uvu/assert';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import killable from '@killable/transform/esbuild';
import { interruptAndFinish } from '../examples/demo/interrupts.ts';
import { shell, userProject, workspace } from './lib/user-project.ts';
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

test(
  'the demo fails when an output differs from the uncompiled one, or a job outruns its interrupt',
  async () => {
    const folder = userProject();
    const file = join(folder, 'job.mjs');
    await build({
      stdin: {
        contents: `
          import { serve } from './serve.ts';
          export default (board, ms) => serve(board, (begun) => {
            begun();
            for (const end = Date.now() + ms; Date.now() < end; );
            return 'done';
          });`,
        resolveDir: join(workspace, 'examples/demo'),
      },
      outfile: file,
      bundle: true,
      format: 'esm',
      platform: 'node',
      external: ['@killable/runtime', '@killable/runtime/abi'],
      plugins: [killable()],
    });
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    const failure = async (ms: number, plainTime: number, text: string): Promise<string> => {
      const request = { file, input: ms, interrupts: 1, plainTime, plainHash: hash(text) };
      return interruptAndFinish(request).then(() => 'none', String);
    };
    assert.is(await failure(1000, 100, 'done'), 'none');
    assert.match(await failure(1000, 100, 'other'), /the output differs from the uncompiled run/);
    assert.match(await failure(100, 2000, 'done'), /the job was over before it was interrupted/);
  },
  { deadline: 60_000 },
);
