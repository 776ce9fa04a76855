/** `killable({ bundle: true })`: what esbuild has bundled is compiled as one text. */
import * as assert from 'uvu/assert';
import { rmSync } from 'node:fs';
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { build, context, type BuildOptions, type BuildResult } from 'esbuild';
import killable, { type EsbuildOptions } from '@killable/transform/esbuild';
import { project, type Project } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('finished bundle');
const deadline = 60_000;

const files = {
  'src/app.ts': `import { Thread } from '@killable/runtime';
import { Tree } from './tree.ts';
export { Tree, Thread };
export function spin(t: Tree): never { for (;;) t.add(t.leaf()); }
`,
  'src/tree.ts': `import { one } from './leaf.ts';
export class Tree {
  n = 0;
  leaf(): number { return one() }
  add(k: number): void { this.n += k }
}
`,
  'src/leaf.ts': 'export const one = (): number => 1;',
};

function make(
  p: Project,
  options: BuildOptions = {},
  own: EsbuildOptions = {},
): Promise<BuildResult> {
  return build({
    absWorkingDir: p.root,
    entryPoints: [p.path('src/app.ts')],
    outdir: p.path('out'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [killable({ bundle: true, ...own })],
    ...options,
  });
}

const textOf = ({ outputFiles }: BuildResult, ending = '.js'): string =>
  outputFiles!.find(({ path }) => path.endsWith(ending))!.text;

test('the compiler sees whom a call of another module reaches', async () => {
  const p = project(files);
  const options: BuildOptions = { write: false, packages: 'external' };
  const whole = textOf(await make(p, options));
  const single = textOf(await make(p, { ...options, plugins: [killable()] }));
  assert.match(whole, /leaf\(\) \{\s*return one\(\);/);
  assert.not.match(single, /leaf\(\) \{\s*return one\(\);/);
  assert.match(whole, /from "@killable\/runtime\/abi"/);
});

test(
  'the bundle brings its own runtime, uncompiled, and its endless loops can be ended',
  async () => {
    const p = project(files);
    for (const format of ['esm', 'cjs'] as const) {
      const ending = format === 'esm' ? '.mjs' : '.cjs';
      await make(p, { format, outExtension: { '.js': ending }, minify: true, target: 'node20' });
      assert.equal(p.list('out'), [`app${ending}`]);
      const name = `./out/app${ending}`;
      const head =
        format === 'esm'
          ? `import { spin, Tree } from '${name}';`
          : `const { spin, Tree } = require('${name}');`;
      p.write(`main${ending}`, `${head} spin(new Tree());`);
      const { code, stderr } = await p.runTripped(`main${ending}`);
      assert.is(code, 1);
      assert.match(stderr, /tripped/);
      rmSync(p.path('out'), { recursive: true });
    }
  },
  { deadline },
);

test(
  "the map leads to the author's line, in each form that esbuild writes",
  async () => {
    const p = project(files);
    for (const sourcemap of ['linked', 'external', 'inline', 'both'] as const) {
      const result = await make(p, { write: false, sourcemap, packages: 'external' });
      const text = textOf(result);
      const inline = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(text);
      assert.is(inline !== null, sourcemap === 'inline' || sourcemap === 'both', sourcemap);
      assert.is(/sourceMappingURL=app\.js\.map/.test(text), sourcemap === 'linked', sourcemap);
      const json = inline ? Buffer.from(inline[1]!, 'base64').toString() : textOf(result, '.map');
      const lines = text.split('\n');
      const line = lines.findIndex((each) => each.includes('t.add('));
      const column = lines[line]!.indexOf('t.add(');
      const found = originalPositionFor(new TraceMap(json), { line: line + 1, column });
      assert.match(found.source ?? '', /src\/app\.ts$/, sourcemap);
      assert.is(found.line, 4, sourcemap);
    }
  },
  { deadline },
);

test('other imports, assets and chunks stay what they are', async () => {
  const p = project({
    'src/app.ts':
      "import x from 'x'; import './a.css'; export const later = () => import('./b.ts'); x();",
    'src/a.css': 'a { color: red }',
    'src/b.ts': 'export function f(n: number) { while (n-- > 0); }',
  });
  const { outputFiles } = await make(p, { write: false, splitting: true, external: ['x'] });
  const names = outputFiles!.map(({ path }) => path.replace(/^.*[\\/]/, '').replace(/-\w+/, ''));
  assert.equal(names.sort(), ['app.css', 'app.js', 'b.js']);
  const app = outputFiles!.find(({ path }) => path.endsWith('app.js'))!.text;
  assert.match(app, /from "x"/);
  assert.match(app, /import\("\.\/b-\w+\.js"\)/);
});

test('files are written when the build says so, and a failed build writes none', async () => {
  const p = project({ 'src/app.ts': 'export function f(n: number) { "no poll"; for (;;) n++; }' });
  const failure = await make(p).then(
    () => assert.unreachable('the build succeeded'),
    (error: unknown) => error as Error & { errors: { text: string; location: { line: number } }[] },
  );
  assert.match(failure!.errors[0]!.text, /no poll/);
  assert.not.ok(p.has('out/app.js'));
  p.write('src/app.ts', '#!/usr/bin/env node\nfor (const x of [1]) console.log(x);');
  assert.is((await make(p)).outputFiles?.length, 1);
  assert.match(p.read('out/app.js'), /^#!.*\n/);
  const { stdout } = await p.node(['out/app.js']);
  assert.is(stdout, '1\n');
});

test('a rebuild compiles the bundle again', async () => {
  const p = project({ 'src/app.ts': 'console.log(1 as number);' });
  const ctx = await context({
    entryPoints: [p.path('src/app.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
    plugins: [killable({ bundle: true })],
  });
  try {
    assert.match((await ctx.rebuild()).outputFiles[0]!.text, /console\.log\(1\)/);
    p.write('src/app.ts', 'for (;;) console.log(2 as number);');
    assert.match((await ctx.rebuild()).outputFiles[0]!.text, /tick|poll/);
  } finally {
    await ctx.dispose();
  }
});

test('options that have no meaning for a bundle are refused', async () => {
  assert.throws(() => killable({ bundle: true, include: 'x' }), /'include' and 'exclude'/);
  const p = project(files);
  const wrong = async (options: BuildOptions): Promise<string> =>
    make(p, options).then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
  assert.match(await wrong({ format: 'iife' }), /needs format: 'esm' or 'cjs'/);
  assert.match(await wrong({ bundle: false }), /needs a build that bundles/);
});
