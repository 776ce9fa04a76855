/** What the esbuild plugin alone promises: loaders, error places, the runtime's address, other plugins, rebuilds. */
import * as assert from 'uvu/assert';
import { rmSync } from 'node:fs';
import { build, context, type BuildFailure, type BuildOptions, type Plugin } from 'esbuild';
import killable from '@killable/transform/esbuild';
import { project, type Project } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('esbuild plugin');
const deadline = 60_000;

async function bundle(
  p: Project,
  options: BuildOptions = {},
  plugin: Plugin = killable(),
): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: p.root,
    entryPoints: [p.path('src/app.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external: ['@killable/runtime/abi'],
    logLevel: 'silent',
    plugins: [plugin],
    ...options,
  });
  return outputFiles![0]!.text;
}

test('JSX is compiled by the build as it is set there', async () => {
  const p = project({
    'src/app.ts': "export * from './view.tsx';",
    'src/view.tsx': 'export const V = (n: number) => { while (n-- > 0); return <b>{n}</b>; };',
  });
  const text = await bundle(p, { jsx: 'transform', jsxFactory: 'h' });
  assert.match(text, /h\("b"/);
  assert.match(text, /@killable\/runtime\/abi/);
});

test("the build's loaders decide: JSX in .js, code under another ending, and files that are no code", async () => {
  const p = project({
    'src/app.ts':
      "import view from './view.js'; import other from './other.script'; import text from './text.ts?raw'; import raw from './raw.mjs'; console.log(view, other, text, raw);",
    'src/view.js': 'export default () => { while (g()); return <i/>; };',
    'src/other.script': 'export default function (n: number): void { while (n-- > 0); }',
    'src/text.ts': 'export default 1 as number;',
    'src/raw.mjs': 'for (;;) this is no code',
  });
  const text = await bundle(p, {
    loader: { '.js': 'jsx', '.script': 'ts', '.mjs': 'text' },
    jsx: 'transform',
  });
  assert.match(text, /createElement\("i"/);
  assert.match(text, /for \(;;\) this is no code/);
  assert.is(text.match(/this is no code/g)?.length, 1);
  assert.not.match(text, /n: number/);
  // Two modules import the ABI: the component and the script.
  assert.is(text.match(/from "@killable\/runtime\/abi"/g)?.length, 2);
});

test("an error has the author's file, line, column and text", async () => {
  const p = project({
    'src/app.ts': "import './bad.ts';",
    'src/bad.ts': 'let ok: number = 1;\nlet x: = 2;\n',
  });
  const failure = await bundle(p).then(
    () => assert.unreachable('the build succeeded'),
    (error: unknown) => error as BuildFailure,
  );
  const [{ text, location, pluginName }] = failure!.errors as [BuildFailure['errors'][0]];
  assert.is(pluginName, 'killable');
  assert.match(text, /Unexpected token/);
  assert.match(location!.file, /src\/bad\.ts$/);
  assert.equal([location!.line, location!.column, location!.lineText], [2, 7, 'let x: = 2;']);
});

test('the runtime is found for a dependency whose folder cannot find it', async () => {
  const p = project({
    'src/app.ts': "export { f } from '../apart/index.js';",
    'apart/index.js': 'export function f(n) { while (n-- > 0); }',
  });
  rmSync(p.path('node_modules/@killable'), { recursive: true });
  const text = await bundle(p, { external: [] });
  assert.match(text, /@killable\/runtime\/abi\/1/);
});

test('an external runtime stays external, and the runtime itself is not compiled', async () => {
  const p = project({
    'src/app.ts': "import { Thread } from '@killable/runtime'; for (;;) new Thread(() => {});",
  });
  const text = await bundle(p, { external: [] });
  const own = await bundle(p, { external: [] }, { name: 'none', setup() {} });
  const polls = (code: string): number =>
    code.match(/--\$n\w*\[0\] < 0|--\$c\w* < 0/g)?.length ?? 0;
  assert.is(polls(own), 0);
  assert.is(polls(text), 1);
  assert.match(await bundle(p, { packages: 'external' }), /from "@killable\/runtime\/abi"/);
});

test('a host that has bundled the runtime is told what to do', async () => {
  const p = project({
    'src/app.ts':
      "import { Thread } from '@killable/runtime'; new Thread(new URL('file:///x.js')).start();",
  });
  for (const [format, name] of [
    ['esm', 'app.mjs'],
    ['cjs', 'app.cjs'],
  ] as const) {
    p.write(name, await bundle(p, { external: [], format }));
    const { code, stderr } = await p.node([name]);
    assert.is(code, 1);
    assert.match(stderr, /needs '@killable\/runtime' among its externals/);
  }
});

test('virtual modules of other plugins are left to them', async () => {
  const p = project({ 'src/app.ts': "import n from 'virtual:n'; console.log(n);" });
  const virtual: Plugin = {
    name: 'virtual',
    setup(setup) {
      setup.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'virtual' }));
      setup.onLoad({ filter: /.*/, namespace: 'virtual' }, () => ({
        contents: 'for (;;); export default 7',
        loader: 'js',
      }));
    },
  };
  const text = await bundle(p, { plugins: [killable(), virtual] });
  assert.not.match(text, /abi/);
});

test('a module that is compiled already is bundled as it is', async () => {
  const p = project({
    'src/app.ts':
      'import { word as $w, poll as $p } from "@killable/runtime/abi";\nwhile ($w[0] && $p(), f()) ;\n',
  });
  assert.is(await bundle(p), await bundle(p, {}, { name: 'none', setup() {} }));
});

test(
  'a rebuild compiles what has changed, and recovers from an error',
  async () => {
    const p = project({
      'src/app.ts': "import './a.ts'; import './b.ts';",
      'src/a.ts': 'console.log(1 as number);',
      'src/b.ts': 'for (;;) console.log("b");',
    });
    const ctx = await context({
      entryPoints: [p.path('src/app.ts')],
      bundle: true,
      write: false,
      format: 'esm',
      external: ['@killable/runtime/abi'],
      logLevel: 'silent',
      plugins: [killable()],
    });
    try {
      assert.match((await ctx.rebuild()).outputFiles[0]!.text, /console\.log\(1\)/);
      p.write('src/a.ts', 'f(');
      await ctx.rebuild().then(
        () => assert.unreachable('the build succeeded'),
        () => {},
      );
      p.write('src/a.ts', 'console.log(2 as number);');
      const { text } = (await ctx.rebuild()).outputFiles[0]!;
      assert.match(text, /console\.log\(2\)/);
      assert.match(text, /console\.log\("b"\)/);
    } finally {
      await ctx.dispose();
    }
  },
  { deadline },
);
