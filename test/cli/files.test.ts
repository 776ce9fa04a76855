/** `killable-compile` on files and folders: what is written where, and what is left alone. */
import * as assert from 'uvu/assert';
import { chmodSync, statSync } from 'node:fs';
import { project } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('cli files');
const deadline = 90_000;

const spin = `export function spin(): string {
  try {
    for (;;);
  } catch (error) {
    return (error as Error).message;
  }
}
`;

test(
  'a folder of TypeScript becomes JavaScript in which an endless loop can be interrupted',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'src/deep/spin.ts': spin,
      'src/app.ts': `import { spin } from './deep/spin.js';\ntype T = string;\nconsole.log(spin() satisfies T);\n`,
    });
    const { code, stderr } = await p.compile(['src', '-o', 'dist']);
    assert.is(code, 0, stderr);
    assert.equal(p.list('dist'), ['app.js', 'app.js.map', 'deep/spin.js', 'deep/spin.js.map']);
    assert.match(stderr, /^2 files compiled: \d+ places/m);
    assert.is((await p.runTripped('dist/app.js')).stdout, 'tripped\n');
  },
  { deadline },
);

test(
  'an uncompiled endless loop does not end, so the tripwire proves something',
  async () => {
    const p = project({
      'loop.mjs':
        'let n = 0; try { while (n < 1e7) n++; console.log("ran out"); } catch { console.log("tripped"); }',
    });
    assert.is((await p.runTripped('loop.mjs')).stdout, 'ran out\n');
    await p.compile(['loop.mjs', '-o', 'out.mjs']);
    assert.is((await p.runTripped('out.mjs')).stdout, 'tripped\n');
  },
  { deadline },
);

test(
  "a stack trace of compiled code shows the author's line and column",
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'src/a.ts': `type N = number;\n\nfunction f(n: N): never {\n  while (n > 0) n--;\n  throw new Error('here');\n}\nf(3);\n`,
    });
    for (const kind of ['external', 'inline']) {
      await p.compile(['src', '-o', kind, `--source-maps=${kind}`]);
      const { stderr } = await p.node(['--enable-source-maps', `${kind}/a.js`]);
      assert.match(stderr, /src\/a\.ts:5:9/, kind);
      assert.match(stderr, /src\/a\.ts:7:1/, kind);
    }
    assert.not(p.has('inline/a.js.map'));
    await p.compile(['src', '-o', 'none', '--source-maps=none']);
    assert.not.match(p.read('none/a.js'), /sourceMappingURL/);
  },
  { deadline },
);

test(
  'the map of an input that was generated leads past it to what its author wrote',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'src/a.ts': `interface A {}\n\nexport function f(): void {\n  throw new Error('deep');\n}\nf();\n`,
    });
    await p.compile(['src', '-o', 'first', '--emit', 'js', '--runtime', 'first-abi']);
    p.write('first/a.js', p.read('first/a.js').replace(/^import.*$/m, ''));
    const { stderr } = await p.compile(['first', '-o', 'second', '--function-polls', 'all']);
    assert.match(stderr, /1 file compiled/);
    assert.equal((JSON.parse(p.read('second/a.js.map')) as { sources: string[] }).sources, [
      '../src/a.ts',
    ]);
    assert.is(p.read('second/a.js').match(/sourceMappingURL/g)?.length, 1);
  },
  { deadline },
);

test(
  'a file that fails is reported with its place, the others are written, and its old output stays',
  async () => {
    const p = project({
      'src/good.js': 'for (;;);',
      'src/bad.ts': 'let ok = 1;\nlet x: = 2;\n',
      'src/worse.js': 'f(',
      'dist/bad.js': 'old',
    });
    const { code, stderr } = await p.compile(['src', '-o', 'dist']);
    assert.is(code, 1);
    assert.match(
      stderr,
      /src\/bad\.ts:2:8: .*\n {2}1 \| let ok = 1;\n> 2 \| let x: = 2;\n {4}\| {8}\^/,
    );
    assert.match(stderr, /src\/worse\.js:1:3/);
    assert.match(stderr, /1 file compiled, 2 failed/);
    assert.is(p.read('dist/bad.js'), 'old');
    assert.equal(p.list('dist'), ['bad.js', 'good.js', 'good.js.map']);
  },
  { deadline },
);

test(
  'an output that cannot be written is an error of its file and leaves no draft behind',
  async () => {
    const p = project({
      'src/a.js': 'for (;;);',
      'src/b.js': 'for (;;);',
      'dist/a.js/keep.txt': '',
    });
    const { code, stderr } = await p.compile(['src', '-o', 'dist', '--source-maps=none']);
    assert.is(code, 1);
    assert.match(stderr, /src\/a\.js: /);
    assert.equal(p.list('dist'), ['a.js/keep.txt', 'b.js']);
  },
  { deadline },
);

test(
  '--check reports every error and writes nothing',
  async () => {
    const p = project({ 'src/good.js': 'for (;;);', 'src/bad.js': 'f(' });
    const { code, stderr } = await p.compile(['src', '--check']);
    assert.is(code, 1);
    assert.match(stderr, /src\/bad\.js:1:3/);
    assert.match(stderr, /1 file checked, 1 failed/);
    assert.equal(p.list('src'), ['bad.js', 'good.js']);
    assert.is((await p.compile(['src/good.js', '--check'])).code, 0);
  },
  { deadline },
);

test(
  'a file that is compiled already is recognised and copied as it is',
  async () => {
    const p = project({
      'src/a.ts': 'export const f = (n: number) => { while (n-- > 0) f(n); };',
      'src/b.cjs': 'for (;;) f();',
    });
    await p.compile(['src', '-o', 'one', '--source-maps=none']);
    const { code, stderr } = await p.compile(['one', '-o', 'two']);
    assert.is(code, 0);
    assert.match(stderr, /one\/a\.js: compiled already, copied/);
    assert.match(stderr, /0 files compiled, 2 compiled already/);
    assert.is(p.read('two/a.js'), p.read('one/a.js'));
    assert.is(p.read('two/b.cjs'), p.read('one/b.cjs'));
  },
  { deadline },
);

test(
  'a script keeps its first line and its executable bit',
  async () => {
    const p = project({
      'src/tool.ts':
        '#!/usr/bin/env node\nconst n: number = 3;\nfor (let i = 0; i < n; i++) console.log(i);\n',
    });
    chmodSync(p.path('src/tool.ts'), 0o755);
    await p.compile(['src/tool.ts', '-o', 'bin']);
    assert.match(p.read('bin/tool.js'), /^#!\/usr\/bin\/env node\n/);
    assert.is(statSync(p.path('bin/tool.js')).mode & 0o777, 0o755);
    assert.is(statSync(p.path('bin/tool.js.map')).mode & 0o111, 0);
  },
  { deadline },
);

test(
  '--copy-files copies the rest, --ignore and --extensions leave files out',
  async () => {
    const files = {
      'src/a.js': ';',
      'src/b.ts': ';',
      'src/skip/c.js': ';',
      'src/data.json': '{}',
      'src/types.d.ts': 'export {};',
      'src/node_modules/x/i.js': ';',
    };
    const p = project(files);
    await p.compile(['src', '-o', 'all', '--copy-files', '--source-maps=none']);
    assert.equal(p.list('all'), ['a.js', 'b.js', 'data.json', 'skip/c.js', 'types.d.ts']);
    await p.compile([
      'src',
      '-o',
      'some',
      '--ignore',
      'skip/**',
      '--extensions',
      'js',
      '--source-maps=none',
    ]);
    assert.equal(p.list('some'), ['a.js']);
  },
  { deadline },
);

test(
  '--emit ts keeps types, JSX and comments',
  async () => {
    const p = project({
      'src/a.tsx':
        '// why\nexport const A = (n: number) => { while (n-- > 0); return <b>{n as number}</b>; };\n',
    });
    await p.compile(['src', '-o', 'out', '--emit', 'ts', '--source-maps=none']);
    assert.equal(p.list('out'), ['a.tsx']);
    const text = p.read('out/a.tsx');
    for (const kept of ['// why', '(n: number)', '<b>{n as number}</b>', '@killable/runtime/abi'])
      assert.ok(text.includes(kept), kept);
  },
  { deadline },
);

test(
  'imports of .ts files are renamed with the files that they name',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'src/app.mts': `import { spin } from './spin.ts';\nconsole.log(spin(), (await import('./spin.ts')).spin === spin);\n`,
      'src/spin.ts': spin,
    });
    const { stderr } = await p.compile(['src', '-o', 'dist']);
    assert.is((await p.runTripped('dist/app.mjs')).stdout, 'tripped true\n', stderr);
  },
  { deadline },
);

test(
  'standard input goes to standard output, with the syntax that --filename names',
  async () => {
    const p = project({});
    const good = await p.compile(['-', '--filename', 'x.ts'], {
      input: 'let n: number = 3; while (n-- > 0);',
    });
    assert.is(good.code, 0);
    assert.match(good.stdout, /@killable\/runtime\/abi/);
    assert.not.match(good.stdout, /: number/);
    const bad = await p.compile(['-', '--filename', 'x.js'], { input: 'let n: number = 3;' });
    assert.is(bad.code, 1);
    assert.is(bad.stdout, '');
    assert.match(bad.stderr, /x\.js:1:6/);
  },
  { deadline },
);

test(
  'one file without -o goes to standard output',
  async () => {
    const p = project({ 'a.js': 'for (;;);' });
    const { code, stdout, stderr } = await p.compile(['a.js']);
    assert.is(code, 0);
    assert.match(stdout, /@killable\/runtime\/abi/);
    assert.is(stderr, '');
  },
  { deadline },
);
