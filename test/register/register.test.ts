/** `node --import @killable/transform/register`: every module that is loaded afterwards can be interrupted. */
import * as assert from 'uvu/assert';
import { project, type Project } from '../lib/scratch-project.ts';
import { suite } from '../lib/suite.ts';

const test = suite('register');
const deadline = 60_000;
const loader = ['--import', '@killable/transform/register'];

const spin = (name: string): string => `function ${name}() {
  try {
    for (;;);
  } catch (error) {
    return '${name} ' + error.message;
  }
}
`;

const files = {
  'package.json': '{ "type": "module" }',
  'app.mjs': `import { esm } from 'esm-dep';
import cjs from 'cjs-dep';
import { typed } from './typed.ts';
import { createRequire } from 'node:module';
const required = createRequire(import.meta.url)('./required.cjs');
console.log([esm(), cjs.cjs(), typed(), required()].join(', '));
`,
  'typed.ts': `enum Unit { One = 1 }\nexport const typed = (): string => \`\${inner()} \${Unit.One}\`;\n${spin('inner').replace('error)', 'error: any)')}`,
  'required.cjs': `${spin('required')}module.exports = required;\n`,
  'node_modules/esm-dep/package.json':
    '{ "name": "esm-dep", "type": "module", "exports": "./index.js" }',
  'node_modules/esm-dep/index.js': `export ${spin('esm')}`,
  'node_modules/cjs-dep/package.json': '{ "name": "cjs-dep" }',
  'node_modules/cjs-dep/index.js': `${spin('cjs')}exports.cjs = cjs;\n`,
};
const all = 'esm tripped, cjs tripped, inner tripped 1, required tripped\n';

const orders: [string, string[]][] = [
  ['alone', loader],
  ['behind tsx', [...loader, '--import', 'tsx']],
  ['before tsx', ['--import', 'tsx', ...loader]],
];
for (const [order, args] of orders) {
  test(
    `${order}: modules, CommonJS, TypeScript and dependencies are compiled while they are loaded`,
    async () => {
      const { stdout, stderr } = await project(files, ['tsx']).runTripped('app.mjs', args);
      assert.is(stdout, all, stderr);
    },
    { deadline },
  );

  test(
    `${order}: --enable-source-maps shows the author's line and column`,
    async () => {
      const p = project(
        {
          ...files,
          'throws.ts':
            'interface A {}\n\nexport function f(n: number): never {\n  while (n-- > 0);\n  throw new Error("here");\n}\nf(3);\n',
        },
        ['tsx'],
      );
      const { stderr } = await p.node(['--enable-source-maps', ...args, 'throws.ts']);
      assert.match(stderr, /throws\.ts:5:9/);
      assert.match(stderr, /throws\.ts:7:1/);
    },
    { deadline },
  );

  test(
    `${order}: a worker thread inherits the loader`,
    async () => {
      const p = project(
        {
          ...files,
          'parent.mjs':
            "import { Worker } from 'node:worker_threads';\nnew Worker(new URL('./child.mjs', import.meta.url));\n",
          'child.mjs': `${spin('child')}console.log(child());\n`,
        },
        ['tsx'],
      );
      const { stdout, stderr } = await p.runTripped('parent.mjs', args);
      assert.is(stdout, 'child tripped\n', stderr);
    },
    { deadline },
  );
}

test(
  'a CommonJS program is compiled, with the TypeScript that it requires',
  async () => {
    const p = project({
      'package.json': '{}',
      'app.js':
        "const { typed } = require('./typed.cts');\nconst { esm } = require('./esm.cts');\nconsole.log(typed(), esm());\n",
      'typed.cts': `type A = string;\nexports.typed = typed;\n${spin('typed')}`,
      // TypeScript writes CommonJS modules with import and export.
      'esm.cts': `import { other } from './other.cjs';\nexport const esm = (): string => other();\n`,
      'other.cjs': `exports.other = other;\n${spin('other')}`,
    });
    const { stdout, stderr } = await p.runTripped('app.js', loader);
    assert.is(stdout, 'typed tripped other tripped\n', stderr);
  },
  { deadline },
);

test(
  'a TypeScript module finds its neighbours by the names that they will have as JavaScript',
  async () => {
    const p = project({
      'package.json': '{ "type": "module" }',
      'app.ts': "import { f } from './lib/f.js';\nconsole.log(f(2 as number));\n",
      'lib/f.ts': 'export const f = (n: number) => n * 2;\n',
    });
    assert.is((await p.node([...loader, 'app.ts'])).stdout, '4\n');
  },
  { deadline },
);

test(
  'JavaScript without a type in package.json is what its syntax says',
  async () => {
    const p = project({
      'package.json': '{}',
      'module.js': `export ${spin('m')}console.log(m());`,
      'script.js': `${spin('s')}console.log(s(), typeof require);`,
    });
    assert.is((await p.runTripped('module.js', loader)).stdout, 'm tripped\n');
    assert.is((await p.runTripped('script.js', loader)).stdout, 's tripped function\n');
  },
  { deadline },
);

async function spins(p: Project, env: Record<string, string>): Promise<string> {
  return (await p.node(['--import', './tripwire.mjs', ...loader, 'app.mjs'], { env })).stdout;
}

test(
  'KILLABLE_OPTIONS sets the options',
  async () => {
    const counted =
      'let n = 0; try { while (n < 1e7) n++; console.log("ran out"); } catch { console.log("tripped"); }';
    const p = project({
      'app.mjs': "await import('./lib/a.mjs'); await import('./b.mjs');",
      'lib/a.mjs': counted,
      'b.mjs': counted,
    });
    assert.is(await spins(p, {}), 'tripped\ntripped\n');
    assert.is(await spins(p, { KILLABLE_OPTIONS: '{ "exclude": ["lib"] }' }), 'ran out\ntripped\n');
    assert.is(await spins(p, { KILLABLE_OPTIONS: '{ "include": "lib/*" }' }), 'tripped\nran out\n');
  },
  { deadline },
);

test(
  'wrong options are an error before anything is loaded',
  async () => {
    const p = project({ 'app.mjs': 'console.log("loaded");' });
    for (const [text, message] of [
      ['{', /KILLABLE_OPTIONS is not JSON: \{/],
      ['[]', /KILLABLE_OPTIONS is \[\]; it takes an object/],
      ['{ "polls": 1 }', /unknown option 'polls'; the options are /],
    ] as const) {
      const { code, stdout, stderr } = await p.node([...loader, 'app.mjs'], {
        env: { KILLABLE_OPTIONS: text },
      });
      assert.is(code, 1);
      assert.is(stdout, '');
      assert.match(stderr, message);
    }
  },
  { deadline },
);

test(
  'register(options) holds for what is loaded from then on',
  async () => {
    const counted =
      'let n = 0; try { while (n < 1e7) n++; console.log("ran out"); } catch { console.log("tripped"); }';
    const p = project({
      'app.mjs': `import { register } from '@killable/transform/register';
import { createRequire } from 'node:module';
await import('./a.mjs');
register({ exclude: ['b.mjs', 'c.cjs'] });
await import('./b.mjs');
createRequire(import.meta.url)('./c.cjs');
await import('./d.mjs');
`,
      'a.mjs': counted,
      'b.mjs': counted,
      'c.cjs': counted,
      'd.mjs': counted,
    });
    const { stdout, stderr } = await p.runTripped('app.mjs');
    assert.is(stdout, 'tripped\nran out\nran out\ntripped\n', stderr);
  },
  { deadline },
);

test(
  'a syntax error names the file, the line and the column, and shows the code',
  async () => {
    const p = project({ 'app.mjs': 'let ok;\nlet x = ;\n' });
    const { code, stderr } = await p.node([...loader, 'app.mjs']);
    assert.is(code, 1);
    assert.match(stderr, /\[killable\] .*app\.mjs:2:9: .*\n.*\n> 2 \| let x = ;/);
  },
  { deadline },
);

test(
  'the runtime is not compiled, and neither is JSON',
  async () => {
    const p = project({
      'app.mjs':
        "import { Thread } from '@killable/runtime';\nimport { createRequire } from 'node:module';\nconsole.log(/--\\$|\\$w/.test(String(Thread)), createRequire(import.meta.url)('./data.json').n);\n",
      'data.json': '{ "n": 1 }',
    });
    const { stdout, stderr } = await p.node([...loader, 'app.mjs']);
    assert.is(stdout, 'false 1\n', stderr);
  },
  { deadline },
);
