/** `killable-compile --watch`: changed, new, broken and removed files, each awaited by the line that the command prints. */
import * as assert from 'uvu/assert';
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cli, project } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('cli watch');

test(
  'what changes is compiled, what is broken is reported, what is removed is removed',
  async () => {
    const p = project({ 'src/a.ts': 'export let a: number = 1;' });
    const child = spawn(
      process.execPath,
      [cli, 'src', '-o', 'out', '--watch', '--source-maps=none'],
      { cwd: p.root, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const end = new Promise<number | null>((settle) => void child.once('close', settle));
    let printed = '';
    let wake = (): void => {};
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      wake();
    });
    /** Waits until the command has printed this, and forgets what came before. */
    const line = async (pattern: RegExp): Promise<void> => {
      for (;;) {
        const found = pattern.exec(printed);
        if (found !== null) {
          printed = printed.slice(found.index + found[0].length);
          return;
        }
        await new Promise<void>((settle) => (wake = settle));
      }
    };
    try {
      await line(/1 file compiled[^\n]*\n/);
      await line(/watching for changes\n/);
      p.write('src/a.ts', 'export let b: number = 2;');
      await line(/1 file compiled[^\n]*\n/);
      assert.match(p.read('out/a.js'), /let b = 2/);
      p.write('src/deep/c.ts', 'export let c: number = 3;');
      await line(/1 file compiled[^\n]*\n/);
      assert.match(p.read('out/deep/c.js'), /let c = 3/);
      p.write('src/a.ts', 'f(');
      await line(/src\/a\.ts:1:3[\s\S]*1 failed[^\n]*\n/);
      assert.match(p.read('out/a.js'), /let b = 2/);
      rmSync(p.path('src/deep/c.ts'));
      p.write('src/a.ts', 'export let d: number = 4;');
      await line(/1 file compiled[^\n]*\n/);
      assert.match(p.read('out/a.js'), /let d = 4/);
      // The removal may be a round of its own; the next round comes after it.
      p.write('src/a.ts', 'export let e: number = 5;');
      await line(/1 file compiled[^\n]*\n/);
      assert.not(p.has('out/deep/c.js'));
      child.kill('SIGTERM');
      assert.is(await end, 0);
    } finally {
      child.kill('SIGKILL');
      await end;
    }
  },
  { deadline: 60_000 },
);
