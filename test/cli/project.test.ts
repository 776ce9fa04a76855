/** `killable-compile` and tsconfig.json: its files, folders, JSX, module format and declarations. */
import * as assert from 'uvu/assert';
import { project } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('cli project');
const deadline = 90_000;

const tsconfig = (compilerOptions: object, rest: object = {}): string =>
  JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'nodenext', types: [], ...compilerOptions },
    ...rest,
  });

test('without a path, the files of tsconfig.json go from rootDir to outDir, with declarations', async () => {
  const p = project({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': tsconfig(
      { rootDir: 'src', outDir: 'lib', declaration: true },
      { include: ['src'], exclude: ['src/**/*.test.ts'] },
    ),
    'src/a/f.ts':
      'export interface Size { n: number }\nexport const f = ({ n }: Size) => { while (n > 0) n--; return [n]; };\n',
    'src/index.ts': "export * from './a/f.js';\n",
    'src/a/f.test.ts': 'f(',
  });
  const { code, stderr } = await p.compile([]);
  assert.is(code, 0, stderr);
  assert.equal(
    p.list('lib'),
    ['a/f.d.ts', 'a/f.js', 'index.d.ts', 'index.js']
      .flatMap((name) => (name.endsWith('.js') ? [name, `${name}.map`] : [name]))
      .sort(),
  );
  assert.match(p.read('lib/a/f.d.ts'), /f: \(\{ n \}: Size\) => number\[\]/);
  assert.not.match(p.read('lib/a/f.d.ts'), /killable/);
});

test(
  'a folder on the command line is narrowed to the files that tsconfig.json includes',
  async () => {
    const p = project({
      'tsconfig.json': tsconfig(
        { sourceMap: false },
        { include: ['src'], exclude: ['src/skip.ts'] },
      ),
      'package.json': '{ "type": "module" }',
      'src/a.ts': ';',
      'src/skip.ts': ';',
      'src/plain.js': ';',
    });
    await p.compile(['src', '-o', 'out', '--source-maps=none']);
    assert.equal(p.list('out'), ['a.js', 'plain.js']);
  },
  { deadline },
);

test(
  'a file that fails gets no declaration, and the others do',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'tsconfig.json': tsconfig({ declaration: true }, { include: ['src'] }),
      'src/good.ts': 'export const n: number = 1;',
      'src/bad.ts': 'export const n: = 1;',
    });
    const { code } = await p.compile(['src', '-o', 'out', '--source-maps=none']);
    assert.is(code, 1);
    assert.equal(p.list('out'), ['good.d.ts', 'good.js']);
  },
  { deadline },
);

test(
  '--no-declarations outranks tsconfig.json',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'tsconfig.json': tsconfig({ declaration: true }),
      'src/a.ts': 'export const n = 1;',
    });
    await p.compile(['src', '-o', 'out', '--source-maps=none', '--no-declarations']);
    assert.equal(p.list('out'), ['a.js']);
  },
  { deadline },
);

test(
  'a declaration that cannot be made is an error with its place',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'tsconfig.json': tsconfig({ declaration: true, isolatedDeclarations: true }),
      'src/a.ts': 'declare function g(): number;\nexport const n = g();\n',
    });
    const { code, stderr } = await p.compile(['src', '-o', 'out']);
    assert.is(code, 1);
    assert.match(stderr, /src\/a\.ts:2:14: /);
    assert.not(p.has('out/a.d.ts'));
  },
  { deadline },
);

test(
  'JSX is compiled as tsconfig.json says, or kept',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'auto.json': tsconfig({ jsx: 'react-jsx', jsxImportSource: 'preact' }),
      'keep.json': tsconfig({ jsx: 'preserve' }),
      'src/a.tsx': 'export const A = () => { while (g()); return <b/>; };',
    });
    await p.compile(['src', '-o', 'auto', '-p', 'auto.json', '--source-maps=none']);
    assert.match(p.read('auto/a.js'), /from "preact\/jsx-runtime"/);
    await p.compile(['src', '-o', 'keep', '-p', 'keep.json', '--source-maps=none']);
    assert.equal(p.list('keep'), ['a.jsx']);
    assert.match(p.read('keep/a.jsx'), /<b ?\/>|<b><\/b>/);
  },
  { deadline },
);

test(
  'a project that becomes CommonJS runs as CommonJS, cycles and all, and its loops are interrupted',
  async () => {
    const p = project({
      'package.json': '{}',
      'tsconfig.json': tsconfig({
        module: 'commonjs',
        moduleResolution: 'node10',
        ignoreDeprecations: '6.0',
      }),
      'src/app.ts':
        "import { b } from './b';\nexport function spin(): string {\n  try {\n    for (;;);\n  } catch (error) {\n    return (error as Error).message;\n  }\n}\nconsole.log(b, spin(), typeof require);\n",
      // b calls a function of a module that is still being loaded.
      'src/b.ts': "import { spin } from './app';\nexport const b = spin();\n",
    });
    const { stderr } = await p.compile(['src', '-o', 'out']);
    assert.is((await p.runTripped('out/app.js')).stdout, 'tripped tripped function\n', stderr);
    assert.match(p.read('out/app.js'), /require\("@killable\/runtime\/abi"\)/);
    const { sources } = JSON.parse(p.read('out/app.js.map')) as { sources: string[] };
    assert.equal(sources, ['../src/app.ts']);
  },
  { deadline },
);

test(
  'legacy decorators and their metadata come out as TypeScript makes them',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'tsconfig.json': tsconfig({ experimentalDecorators: true, emitDecoratorMetadata: true }),
      'src/a.ts':
        'function d(...args: unknown[]): void {}\nexport class A {\n  @d\n  m(n: number): void { while (n-- > 0); }\n}\n',
    });
    await p.compile(['src', '-o', 'out', '--source-maps=none']);
    assert.match(p.read('out/a.js'), /__metadata\("design:paramtypes", \[Number\]\)/);
    assert.match(p.read('out/a.js'), /@killable\/runtime\/abi/);
  },
  { deadline },
);

test(
  'newer syntax is lowered for the engines of --target and of tsconfig.json',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'tsconfig.json': tsconfig({ target: 'es2021' }),
      'a.ts': 'export class A { static { for (;;); } }',
    });
    assert.not.match((await p.compile(['a.ts'])).stdout, /static \{/);
    assert.match((await p.compile(['a.ts', '--target', 'node22'])).stdout, /static \{/);
  },
  { deadline },
);
