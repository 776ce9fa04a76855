// deadline: 900s
/**
 * Text applier = tree applier = original: over real files the appliers agree; over random programs they agree and what comes out
 * behaves as what went in. (The fixtures are held to the same in fixtures.test.ts.)
 *
 * `SEED=n RUNS=n` look at other programs than the usual ones.
 */
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform, type TransformOptions } from '@killable/transform';
import { observe } from './lib/observe.ts';
import { randomProgram } from './lib/random-program.ts';
import {
  assertSameProgram,
  babels,
  printThrough,
  variants,
  viaPlugin,
} from './lib/same-program.ts';
import { suite } from './lib/suite.ts';

const root = join(import.meta.dirname, '..');
const [babel7, babel8] = babels as [(typeof babels)[0], (typeof babels)[0]];

const real = suite('real files');

function sameInEveryWay(file: string, options: readonly TransformOptions[]): void {
  const source = readFileSync(file, 'utf8');
  for (const variant of options)
    assertSameProgram(babel7, source, file.slice(root.length + 1), variant);
}

/** The files that a package runs when it is imported. */
function entryOf(name: string): string {
  return fileURLToPath(import.meta.resolve(name));
}

for (const name of ['uvu', 'esbuild', '@babel/parser', '@babel/generator', 'fast-check']) {
  real(
    `${name} is the same program by text and by tree`,
    () => sameInEveryWay(entryOf(name), variants.slice(-2)),
    {
      deadline: 300_000,
    },
  );
}
const typescript = dirname(entryOf('typescript'));
for (const [name, variant] of [['_tsc.js', {}]] as const) {
  real(
    `TypeScript's ${name}, all of it, is the same program by text and by tree`,
    () => sameInEveryWay(join(typescript, name), [variant]),
    { deadline: 400_000 },
  );
}
for (const folder of ['packages/transform/src', 'packages/runtime/src', 'test/lib']) {
  real(
    `the TypeScript of ${folder} is the same program by text and by tree`,
    () => {
      const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
      const sources = files.filter((file) => file.endsWith('.ts'));
      assert.ok(sources.length > 5);
      for (const file of sources) sameInEveryWay(join(root, folder, file), [{}]);
    },
    { deadline: 200_000 },
  );
}

const random = suite('random programs');
const parameters = {
  seed: Number(process.env['SEED'] ?? 1),
  numRuns: Number(process.env['RUNS'] ?? 100),
  endOnFailure: false,
  interruptAfterTimeLimit: 300_000,
  markInterruptAsFailure: true,
};
/** Long lists, since a list that is spent makes the rest of the program dull. */
const programs = fc
  .noBias(fc.array(fc.nat(0xffff), { minLength: 200, maxLength: 1500, size: 'max' }))
  .map(randomProgram);
const script = { sourceType: 'script' } as const;

random(
  'both appliers make the same program',
  () => {
    const property = fc.property(programs, (source) => {
      for (const variant of variants) {
        assertSameProgram(babel7, source, 'program.js', { ...variant, ...script });
      }
      assertSameProgram(babel8, source, 'program.js', script);
    });
    fc.assert(property, { ...parameters, numRuns: Math.ceil(parameters.numRuns / 3) });
  },
  { deadline: 400_000 },
);

random(
  'the compiled program does what the original does: trace, value, error, names, lengths',
  async () => {
    const property = fc.asyncProperty(programs, async (source) => {
      const original = await observe(source);
      for (const variant of variants) {
        const { code } = transform(source, { ...variant, ...script, sourceMap: false });
        assert.is(await observe(code), original, code);
      }
      assert.is(await observe(viaPlugin(babel7, source, 'program.js', script)), original);
    });
    await fc.assert(property, parameters);
  },
  { deadline: 400_000 },
);

const guard = suite('the tests above can fail');

guard('a program that differs in one literal is not the same program', () => {
  const printed = ['while (1);', 'while (2);'].map((code) =>
    printThrough(babel7, code, 'a.js', []),
  );
  assert.is.not(printed[0], printed[1]);
});

guard('what an onlooker can see is seen', async () => {
  const pairs = [
    ['1; if (0) t(1)', '1; 0 && t(1)'],
    ['t(1, { f: () => 1 }.f)', 't(1, { f: (0, () => 1) }.f)'],
    ['t(1, (a) => a)', 't(1, (...a) => a)'],
    [
      "'use strict'; t(1, (function () { return typeof this })())",
      "; 'use strict'; t(1, (function () { return typeof this })())",
    ],
    ['for (let i = 0; i < 2; i++) t(1, i)', 'for (let i = 0; i < 1; i++) t(1, i)'],
    ['throw error(1)', 'throw error(2)'],
    ['runAll(async () => 1)', 'runAll(async () => 2)'],
  ] as const;
  for (const [a, b] of pairs) assert.is.not(await observe(a), await observe(b), `${a} and ${b}`);
});

guard('the random programs have all that matters in them', () => {
  const samples = fc.sample(programs, { numRuns: 150, seed: parameters.seed }).join('\n');
  const wanted = [
    'for await',
    'yield*',
    'continue l',
    'break l',
    'finally',
    'catch ({',
    'static {',
    'fs.push(() =>',
    "'use strict'",
    'async function*',
    'do{',
    '9007199254740993',
    'for (let',
    'switch',
    '=> ({',
    'extends pass(',
    '= () =>',
  ];
  for (const text of wanted) assert.ok(samples.includes(text), `no ${text}`);
});
