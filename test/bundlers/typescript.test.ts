/** The transformer for the TypeScript API: polls go in, and everything that TypeScript does stays right. */
import * as assert from 'uvu/assert';
import ts from 'typescript';
import killable, { type TypeScriptOptions } from '@killable/transform/typescript';
import { project, type Project } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('typescript transformer');
const deadline = 60_000;

const settings: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  types: [],
  ignoreDeprecations: '6.0',
};

function emit(p: Project, options: ts.CompilerOptions = {}, config: TypeScriptOptions = {}): void {
  const program = ts.createProgram([p.path('src/app.ts')], {
    ...settings,
    rootDir: p.path('src'),
    outDir: p.path('out'),
    ...options,
  });
  assert.equal(
    ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText),
    [],
  );
  // As ts-patch calls it: with its own keys in the configuration and TypeScript in the third argument.
  const before = killable(
    program,
    { transform: '@killable/transform/typescript', ...config },
    { ts },
  );
  const { diagnostics } = program.emit(undefined, undefined, undefined, undefined, {
    before: [before],
  });
  assert.equal(diagnostics, []);
}

const files = {
  'package.json': '{ "type": "module" }',
  'src/app.ts': `// the header
import { spin, type Name, type Unused } from './spin.js';
import dflt from './spin.js';
declare const console: { log(...values: unknown[]): void };
const enum Color { Red = 4 }
class Box<T> {
  items: T[] = [];
  constructor(readonly name: Name, private n = 3) { while (this.n-- > 0); }
  get size(): number { return this.items.length; }
}
/** says what spin says */
async function main(): Promise<void> {
  const [first, , third] = [await dflt('one'), 2, \`t\${spin() as string}t\`];
  for (const key in { a: 1 }) console.log(key, Color.Red, new Box('b').size);
  try { throw new Error('x'); } catch { /* kept */ } finally { console.log(first, third); }
}
await main();
export const recurse = (n: number): number => (n > 1 ? recurse(n - 1) + recurse(n - 2) : 1);
`,
  'src/spin.ts': `export type Name = string;
export interface Unused {}
export function spin(): string {
  try {
    for (;;);
  } catch (error) {
    return (error as Error).message;
  }
}
export default async (name: Name): Promise<string> => { await null; return name; };
`,
};
const printed = 'a 4 0\none ttrippedt\n';

test(
  'ECMAScript output runs, and its endless loops are interrupted',
  async () => {
    const p = project(files);
    emit(p);
    const { stdout, stderr } = await p.runTripped('out/app.js');
    assert.is(stdout, printed, stderr);
    const text = p.read('out/app.js');
    assert.match(text, /^import \{.*\} from "@killable\/runtime\/abi";\n/);
    // Types are elided, values and comments are not, constants are folded.
    assert.match(text, /import \{ spin \} from/);
    for (const kept of [
      '// the header',
      '/** says what spin says */',
      '/* kept */',
      '4 /* Color.Red */',
    ])
      assert.ok(text.includes(kept), kept);
  },
  { deadline },
);

test(
  'CommonJS output runs, and its endless loops are interrupted',
  async () => {
    const p = project({
      ...files,
      'package.json': '{}',
      'src/app.ts': files['src/app.ts'].replace('await main()', 'void main()'),
    });
    emit(p, { module: ts.ModuleKind.CommonJS });
    const { stdout, stderr } = await p.runTripped('out/app.js');
    assert.is(stdout, printed, stderr);
    assert.match(p.read('out/app.js'), /require\("@killable\/runtime\/abi"\)/);
  },
  { deadline },
);

test(
  'declarations are those of the original',
  () => {
    const [plain, polled] = [project(files), project(files)];
    emit(plain, { declaration: true }, { exclude: '**' });
    emit(polled, { declaration: true });
    assert.is(polled.read('out/app.d.ts'), plain.read('out/app.d.ts'));
    assert.not.match(plain.read('out/app.js'), /killable/);
  },
  { deadline },
);

test(
  "the source map leads to the author's line and column",
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'src/app.ts':
        'interface A { n: number }\n\nfunction f({ n }: A): never {\n  while (n-- > 0);\n  throw new Error("here");\n}\nf({ n: 3 });\n',
    });
    emit(p, { sourceMap: true, lib: ['lib.es2022.d.ts'] });
    const { stderr } = await p.node(['--enable-source-maps', 'out/app.js']);
    assert.match(stderr, /src\/app\.ts:5:9/);
    assert.match(stderr, /src\/app\.ts:7:1/);
  },
  { deadline },
);

test('transpileModule takes it too, without a program', () => {
  const { outputText } = ts.transpileModule(
    'import { x } from "./x"; import { T } from "./t";\nexport function f(n: T) { while (n-- > 0) x(n); }',
    {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
      transformers: { before: [killable()] },
    },
  );
  assert.match(outputText, /while \(--\$c < 0 && \(\$c = \$t\(\)\), n-- > 0\)/);
  assert.match(outputText, /\(0, x_1\.x\)\(n\)/);
  assert.not.match(outputText, /require\("\.\/t"\)/);
});

test('a text that is compiled already is left alone', () => {
  const source =
    'import { word as $w, poll as $p } from "@killable/runtime/abi";\nwhile ($w[0] && $p(), f()) ;\n';
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const plain = ts.transpileModule(source, { compilerOptions }).outputText;
  assert.is(
    ts.transpileModule(source, { compilerOptions, transformers: { before: [killable()] } })
      .outputText,
    plain,
  );
});

test('TypeScript that takes no transformers is refused with a word on what to install', () => {
  assert.throws(
    () => killable(undefined, {}, { ts: {} as typeof ts }),
    /\[killable\] @killable\/transform\/typescript needs TypeScript 5 or 6/,
  );
});
