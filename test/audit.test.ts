// deadline: 600s
/**
 * The latency bound, measured: programs compiled with `audit` charge what each of their blocks costs by the planner's model, and no two
 * polls are further apart than L. A plan that lacks a needed poll is seen by the same measurement.
 */
import * as assert from 'uvu/assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { largestDistance } from '@killable/runtime/abi';
import { transform, type Site } from '@killable/transform';
import { bundle, listWorkloads } from '../benchmarks/lib/bundle.ts';
import type { Workload } from '../benchmarks/lib/types.ts';
import { textOf } from '../packages/transform/src/apply/pieces.ts';
import { applyText } from '../packages/transform/src/apply/text.ts';
import { resolveOptions } from '../packages/transform/src/options.ts';
import { parse } from '../packages/transform/src/parse/parse.ts';
import { makePlan } from '../packages/transform/src/plan/plan.ts';
import { scratchFolder } from './lib/compile.ts';
import { suite } from './lib/suite.ts';

/** L: 1 ms of ordinary work, in ns. */
const BOUND = 1_000_000;
const flavours = ['sound', 'plain'] as const;
const modules = join(import.meta.dirname, '../node_modules');

let files = 0;
async function load<T>(code: string): Promise<T> {
  const file = join(scratchFolder(), `audited-${++files}.mjs`);
  writeFileSync(file, code);
  return (await import(pathToFileURL(file).href)) as T;
}

async function distanceOf(run: () => unknown): Promise<number> {
  largestDistance();
  await run();
  return largestDistance();
}

const bound = suite('the bound');
const packages = 'acorn,cannon,chess,d3-delaunay,decimal,immutable,js-yaml,marked,pako,postcss';
for (const { name, file } of listWorkloads(`kernels,${packages}`)) {
  bound(`no two polls of ${name} are further apart than the latency bound`, async () => {
    const text = await bundle(file);
    for (const poll of flavours) {
      const { code } = transform(text, { filename: `${name}.mjs`, poll, audit: true });
      const { inputs = [], prepare, run, check } = await load<Workload>(code);
      const texts = inputs.map((input) => readFileSync(join(modules, input), 'utf8'));
      const input = prepare === undefined ? texts : await prepare(texts);
      const distance = await distanceOf(async () => assert.ok(check((await run(input)) as never)));
      assert.ok(distance > 0, 'nothing was charged');
      assert.ok(distance < BOUND, `${poll}: ${distance} ns`);
    }
  });
}

/** Programs whose every poll of the named kind is needed. */
const needed: [kind: Site['kind'], what: string, source: string][] = [
  ['loop', 'a loop of known cost', 'export const run = () => { let n = 1e6; while (n) n--; };'],
  ['loop', 'a counted loop', 'export function run() { for (let i = 0; i < 1e6; i++); }'],
  [
    'loop',
    'a loop of unknown cost',
    'export function run(g) { let n = 3e5; do g(); while (--n); }',
  ],
  ['each', 'for-of', 'const a = Array(1e6).fill(1); export function run() { for (const x of a); }'],
  [
    'loop',
    'a loop of loops, all too short for a poll',
    'export function run() { for (let i = 0; i < 1e6; i++) for (let j = 0; j < 5; j++); }',
  ],
  [
    'function',
    'a tree of calls',
    'export function run() { fib(26) } function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }',
  ],
  [
    'function',
    'a tree of methods',
    'class T { walk(n) { if (n) { this.walk(n - 1); this.walk(n - 1) } } } export const run = () => new T().walk(18);',
  ],
  [
    'arrow',
    'a tree of callbacks',
    'const tree = (n) => n && [1, 2].map(() => tree(n - 1)); export function run() { tree(18) }',
  ],
];

const mutants = suite('a plan that lacks a poll');
for (const [kind, what, source] of needed) {
  mutants(
    `${what}: the distance is below the bound with its polls, and above it without`,
    async () => {
      for (const poll of flavours) {
        const options = resolveOptions({ filename: 'needed.mjs', poll, audit: true });
        const distances: number[] = [];
        for (const drops of [false, true]) {
          const file = parse(source, options);
          const analysis = makePlan(file, source, options);
          const polls = analysis.plan.sites.filter(
            (site) => site.kind === kind && site.flavour !== 'none',
          );
          assert.ok(polls.length > 0, 'no such poll');
          if (drops) polls.forEach(drop);
          const pieces = applyText(source, file.program, analysis, options.runtime);
          const { run } = await load<{ run(g: () => void): void }>(textOf(pieces, source));
          distances.push(await distanceOf(() => run(() => {})));
        }
        const [whole, mutant] = distances as [number, number];
        assert.ok(whole < BOUND, `${poll}: ${whole} ns with all polls`);
        assert.ok(mutant > BOUND, `${poll}: ${mutant} ns without`);
      }
    },
  );
}

function drop(site: Site): void {
  site.flavour = 'none';
  delete site.strip;
}
