/** The command line itself: help, version, wrong usage, the report and the progress bar. */
import * as assert from 'uvu/assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionTable } from '@killable/transform';
import { parseFlags } from '../../packages/transform/src/cli/flags.ts';
import { progress } from '../../packages/transform/src/cli/progress.ts';
import { project, workspace } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('cli flags');
const deadline = 90_000;

test(
  '--help names every option of the compiler that a command line can set',
  async () => {
    const { code, stdout } = await project({}).compile(['--help']);
    assert.is(code, 0);
    const set = new Set(['filename', 'sourceMap', 'inputSourceMap']);
    for (const { name, default: on } of optionTable.filter((row) => !set.has(row.name))) {
      const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      assert.ok(stdout.includes(`--${on === true ? '[no-]' : ''}${flag}`), name);
    }
    assert.ok(stdout.split('\n').every((line) => line.length <= 100));
  },
  { deadline },
);

test(
  "--version prints the package's version",
  async () => {
    const { version } = JSON.parse(
      readFileSync(join(workspace, 'packages/transform/package.json'), 'utf8'),
    ) as { version: string };
    assert.is((await project({}).compile(['--version'])).stdout, `${version}\n`);
  },
  { deadline },
);

const wrong: [string[], RegExp][] = [
  [['src', '-o', 'out', '--polls'], /--polls/],
  [['src', '-o', 'out', '--poll', 'fast'], /'poll' is "fast"; it takes 'sound' or 'plain'/],
  [['src', '-o', 'out', '--latency', 'soon'], /latency/],
  [['src', '-o', 'out', '--emit', 'wasm'], /--emit is 'wasm'; it takes js, ts/],
  [['src', '-o', 'out', '--source-maps=both'], /--source-maps is 'both'/],
  [['missing', '-o', 'out'], /'missing' does not exist/],
  [['src'], /say where to write/],
  [[], /no paths given/],
  [['empty', '-o', 'out'], /no files to compile in empty/],
  [['src', '-o', 'src'], /'src\/a\.js' would be written over the input 'src\/a\.js'/],
  [['twice', '-o', 'out'], /would both become/],
  [['src', '-', '-o', 'out'], /stands alone/],
  [['src', '-o', 'out', '--filename', 'x'], /--filename/],
  [['src', '-o', 'out', '-p', 'none.json'], /'none\.json' does not exist/],
  [['src', '-o', 'out', '--declarations'], /needs a tsconfig\.json/],
  [['src', '-o', 'out', '-p', 'broken.json'], /broken\.json: /],
];

test(
  'a wrong command line says what is wrong, writes nothing, and ends with 2',
  async () => {
    const p = project({
      'src/a.js': 'for (;;);',
      'src/t.ts': ';',
      'empty/x.txt': '',
      'twice/a.js': ';',
      'twice/a.ts': ';',
      'broken.json': '{ "compilerOptions": { "target": 7 } }',
    });
    for (const [args, message] of wrong) {
      const { code, stderr, stdout } = await p.compile(args);
      assert.is(code, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, message);
      assert.match(stderr, /^\[killable\] /);
      assert.is(stdout, '');
    }
    assert.is(p.read('src/a.js'), 'for (;;);');
    assert.not(p.has('out'));
  },
  { deadline },
);

test(
  '--report prints a line for each site, with its place in the original',
  async () => {
    const p = project({
      'src/a.ts': 'type T = 1;\nexport function f(n: number) {\n  while (n-- > 0) f(n);\n}\n',
    });
    const { code, stdout } = await p.compile(['src', '--check', '--report']);
    assert.is(code, 0);
    assert.match(stdout, /^src\/a\.ts\n/);
    assert.match(stdout, /^ +2:8 +function/m);
    assert.match(stdout, /^ +3:3 +loop/m);
  },
  { deadline },
);

test(
  '--poll decides how the polls read the flag',
  async () => {
    const p = project({ 'a.js': 'for (;;);' });
    assert.match((await p.compile(['a.js', '--poll', 'plain'])).stdout, /word/);
    assert.not.match((await p.compile(['a.js', '--poll', 'sound'])).stdout, /word/);
  },
  { deadline },
);

test('flags become the options of the compiler, and --no- turns off a switch that is on', () => {
  const { options } = parseFlags([
    'a.js',
    '--no-optimize',
    '--target',
    'node22,chrome120',
    '--latency',
    '50',
  ]);
  assert.equal(options, { optimize: false, target: ['node22', 'chrome120'], latency: 50 });
});

test('the progress bar is drawn on a terminal, and nowhere else', () => {
  const drawn = (isTTY: boolean): string => {
    let text = '';
    const bar = progress(2, { isTTY, columns: 60, write: (part) => (text += part) });
    bar.step('a.ts');
    bar.step('b.ts');
    bar.clear();
    return text;
  };
  assert.match(drawn(true), /1\/2 a\.ts.*2\/2 b\.ts/s);
  assert.is(drawn(false), '');
});
