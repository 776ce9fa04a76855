/** One program, with TypeScript, an ECMAScript and a CommonJS dependency, through every bundler: its endless loops are interrupted. */
import * as assert from 'uvu/assert';
import { project, type Project } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('bundlers');
const deadline = 90_000;

const spin = (name: string, types = ''): string => `function ${name}()${types} {
  try {
    for (;;);
  } catch (error) {
    return '${name} ' + error.message;
  }
}
`;

const files = {
  'package.json': '{ "type": "module" }',
  'src/app.ts': `import { esm } from 'esm-dep';
import cjs from 'cjs-dep';
import { own } from './own.ts';
type Line = string;
const lines: Line[] = [own(), esm(), cjs.cjs()];
console.log(lines.join(', '));
`,
  'src/own.ts': `export ${spin('own', ': any').replace('(error)', '(error: any)')}`,
  'node_modules/esm-dep/package.json':
    '{ "name": "esm-dep", "type": "module", "exports": "./index.js" }',
  'node_modules/esm-dep/index.js': `export ${spin('esm')}`,
  'node_modules/cjs-dep/package.json': '{ "name": "cjs-dep" }',
  'node_modules/cjs-dep/index.js': `${spin('cjs')}exports.cjs = cjs;\n`,
};
const all = 'own tripped, esm tripped, cjs tripped\n';

/** Writes a build script and runs it; its failure is the test's. */
async function build(p: Project, script: string): Promise<void> {
  p.write('build.mjs', script);
  const { code, stdout, stderr } = await p.node(['build.mjs']);
  assert.is(code, 0, stdout + stderr);
}

const outputs: Record<string, { modules: string[]; script: string }> = {
  esbuild: {
    modules: ['esbuild'],
    script: `import { build } from 'esbuild';
import killable from '@killable/transform/esbuild';
await build({ entryPoints: ['src/app.ts'], bundle: true, format: 'esm', platform: 'node', outfile: 'dist/app.js', sourcemap: true, plugins: [killable()] });`,
  },
  vite: {
    modules: ['vite'],
    script: `import { build } from 'vite';
import killable from '@killable/transform/vite';
await build({ logLevel: 'error', configFile: false, plugins: [killable()], ssr: { noExternal: true }, build: { ssr: 'src/app.ts', outDir: 'dist', sourcemap: true, rollupOptions: { output: { entryFileNames: 'app.js' } } } });`,
  },
  rollup: {
    modules: ['rollup', 'esbuild'],
    // Rollup itself knows neither TypeScript, nor packages, nor CommonJS; three lines each stand for its usual plugins.
    script: `import { rollup } from 'rollup';
import { transform } from 'esbuild';
import killable from '@killable/transform/rollup';
const ts = { name: 'ts', async transform(code, id) { if (id.endsWith('.ts')) return await transform(code, { loader: 'ts', sourcemap: 'external', sourcefile: id }); } };
const cjs = { name: 'cjs', transform: { order: 'post', handler(code, id) { if (id.includes('cjs-dep')) return { code: 'const exports = {};\\n' + code.replace(/^const (\\{.*?\\})=require\\((.*?)\\);/, (_, names, from) => 'import ' + names.replaceAll(':', ' as ') + ' from ' + from + ';') + '\\nexport default exports;', map: { mappings: '' } }; } } };
const find = { name: 'find', resolveId(id) { if (/^(?:esm|cjs)-dep$/.test(id)) return process.cwd() + '/node_modules/' + id + '/index.js'; } };
const bundle = await rollup({ input: 'src/app.ts', plugins: [killable(), ts, cjs, find] });
await bundle.write({ file: 'dist/app.js', format: 'es', sourcemap: true });`,
  },
  rolldown: {
    modules: ['rolldown'],
    script: `import { build } from 'rolldown';
import killable from '@killable/transform/rolldown';
await build({ input: 'src/app.ts', platform: 'node', plugins: [killable()], output: { file: 'dist/app.js', format: 'esm', sourcemap: true } });`,
  },
  webpack: {
    modules: ['webpack', 'esbuild'],
    script: `import { writeFileSync } from 'node:fs';
import webpack from 'webpack';
import killable from '@killable/transform/webpack';
writeFileSync('strip.cjs', "const { transform } = require('esbuild'); module.exports = function (code, map) { const done = this.async(); transform(code, { loader: 'ts' }).then((r) => done(null, r.code), done); };");
const compiler = webpack({ mode: 'production', target: 'node', entry: './src/app.ts', devtool: 'source-map', module: { rules: [{ test: /\\.ts$/, use: './strip.cjs' }] }, plugins: [killable()], output: { path: process.cwd() + '/dist', filename: 'app.cjs' } });
const stats = await new Promise((done, fail) => compiler.run((error, stats) => (error ? fail(error) : compiler.close(() => done(stats)))));
if (stats.hasErrors()) throw new Error(stats.toString());`,
  },
  rspack: {
    modules: ['@rspack/core'],
    script: `import { rspack } from '@rspack/core';
import killable from '@killable/transform/rspack';
const compiler = rspack({ mode: 'production', target: 'node', entry: './src/app.ts', devtool: 'source-map', module: { rules: [{ test: /\\.ts$/, loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } }] }, plugins: [killable()], output: { path: process.cwd() + '/dist', filename: 'app.cjs' } });
const stats = await new Promise((done, fail) => compiler.run((error, stats) => (error ? fail(error) : compiler.close(() => done(stats)))));
if (stats.hasErrors()) throw new Error(stats.toString());`,
  },
};

for (const [name, { modules, script }] of Object.entries(outputs)) {
  test(
    `${name}: endless loops of the program and of its dependencies are interrupted`,
    async () => {
      const p = project(files, modules);
      await build(p, script);
      const output = p.has('dist/app.cjs') ? 'dist/app.cjs' : 'dist/app.js';
      const { stdout, stderr } = await p.runTripped(output);
      assert.is(stdout, all, stderr);
    },
    { deadline },
  );

  test(
    `${name}: exclude leaves a file alone, and include names the only ones`,
    async () => {
      const p = project(
        {
          ...files,
          'src/own.ts':
            'export function own(): string { let n = 0; while (n < 1e5) n++; return "own ran out"; }',
        },
        modules,
      );
      await build(
        p,
        script.replace(
          'killable()',
          "killable({ include: ['**/*.ts', /dep/], exclude: 'src/own.ts' })",
        ),
      );
      const output = p.has('dist/app.cjs') ? 'dist/app.cjs' : 'dist/app.js';
      const { stdout, stderr } = await p.runTripped(output);
      assert.is(stdout, 'own ran out, esm tripped, cjs tripped\n', stderr);
    },
    { deadline },
  );

  test(
    `${name}: the map leads to the author's line`,
    async () => {
      const p = project(
        {
          ...files,
          'src/own.ts':
            'interface Unused {}\n\nexport function own(): string {\n  while (Math.random() > 2);\n  throw new Error("here");\n}\n',
        },
        modules,
      );
      // The stand-in for a TypeScript loader in webpack's and Rollup's scripts passes maps on or not; the bundlers that strip types do.
      await build(p, script);
      const output = p.has('dist/app.cjs') ? 'dist/app.cjs' : 'dist/app.js';
      const { stderr } = await p.node(['--enable-source-maps', output]);
      if (name === 'webpack') assert.match(stderr, /own\.ts/);
      else assert.match(stderr, /src\/own\.ts:5:/);
    },
    { deadline },
  );
}

test(
  'a syntax error is reported by each bundler with file and line',
  async () => {
    for (const [name, { modules, script }] of Object.entries(outputs)) {
      const p = project(
        { ...files, 'src/own.ts': 'export function own() {\n  let x = ;\n}\n' },
        modules,
      );
      p.write('build.mjs', script);
      const { code, stdout, stderr } = await p.node(['build.mjs']);
      assert.is.not(code, 0, name);
      assert.match(stdout + stderr, /own\.ts:2:1[01]/, name);
    }
  },
  { deadline: 120_000 },
);

test(
  'a wrong option is an error of the configuration that names the options',
  async () => {
    const p = project(files, ['esbuild']);
    p.write(
      'build.mjs',
      outputs['esbuild']!.script.replace('killable()', "killable({ polls: 'all' })"),
    );
    const { code, stderr } = await p.node(['build.mjs']);
    assert.is(code, 1);
    assert.match(stderr, /\[killable\] unknown option 'polls'; the options are /);
  },
  { deadline },
);
