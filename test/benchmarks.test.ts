// deadline: 300s
/**
 * The benchmarks measure what they say: a run yields a whole report, and a variant whose result is wrong is a failure, not a
 * figure. Nothing here depends on how long anything takes.
 */
import * as assert from 'uvu/assert';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, listWorkloads } from '../benchmarks/lib/bundle.ts';
import { compileTo } from '../benchmarks/lib/compile.ts';
import { resolveEngine } from '../benchmarks/lib/engines.ts';
import { measureVariants } from '../benchmarks/lib/measure.ts';
import { modules, root } from '../benchmarks/lib/paths.ts';
import { output } from '../benchmarks/lib/spawn.ts';
import { geomeanInterval, medianInterval } from '../benchmarks/lib/stats.ts';
import type { Report, VariantResult } from '../benchmarks/lib/types.ts';
import { variants, type Variant } from '../benchmarks/lib/variants.ts';
import { buildChild } from '../benchmarks/sections/run-time.ts';
import { suite } from './lib/suite.ts';

const minute = 60_000;
const run = join(root, 'benchmarks/run.ts');

function node(...args: string[]): Promise<string> {
  const all = ['--import', 'tsx', ...args];
  return output(process.execPath, all, { timeout: 4 * minute, cwd: root });
}

/** Measures `closures` as it is and as the variants make it. */
async function measureClosures(changes: Record<string, (code: string) => string>) {
  const [source] = listWorkloads('closures');
  const engine = resolveEngine(undefined);
  const [uncompiled] = variants as [Variant, ...Variant[]];
  const changed = Object.entries(changes).map(([name, compile]): Variant => {
    // The cache knows a compiler by its label and its files; this one has none.
    return { ...uncompiled, name: `test-${name}`, label: String(compile), compile };
  });
  const code = await bundle(source!.file);
  const context = { target: engine.target, options: {} };
  const artefacts = [uncompiled, ...changed].map((variant) =>
    compileTo(source!.name, code, variant, context),
  );
  const effort = { rounds: 1, warmUp: 1, measure: 1, warmUpCalls: 1, calls: 1 };
  const child = await buildChild();
  return measureVariants(artefacts, { engine, effort, estimate: 'median', child, modules });
}

const report = suite('report');

report(
  'a quick run measures two kernels and a package, and writes JSON and one page',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'killable-bench-'));
    try {
      const file = join(folder, 'report.json');
      const flags = ['--quick', '--rounds', '1', '--filter', 'sieve,recursion,d3-delaunay'];
      const names = 'uncompiled,default,engine,naive-plain';
      const said = await node(run, ...flags, '--variants', names, '--json', file);
      const found = JSON.parse(readFileSync(file, 'utf8')) as Report;
      assert.is(found.schema, 1);
      assert.is(found.engines.length, 1);
      const [{ workloads, summary }] = found.engines as [Report['engines'][number]];
      const titles = workloads.map(({ name, group }) => `${group} ${name}`);
      assert.equal(titles, ['program d3-delaunay', 'kernel recursion', 'kernel sieve']);
      assert.is(workloads[0]!.package, 'd3-delaunay');
      for (const { name, variants: results } of workloads) {
        assert.equal(Object.keys(results), names.split(','), name);
        for (const [variant, { failure, ratio, rounds, bytes }] of Object.entries(results)) {
          assert.is(failure, null, `${name}, ${variant}: ${failure}`);
          assert.is(rounds.length, 1);
          assert.ok(ratio!.value > 0 && ratio!.low <= ratio!.high && bytes > 0);
        }
        assert.is(results['uncompiled']!.ratio!.value, 1);
      }
      assert.equal(Object.keys(summary.kernel), ['default', 'engine', 'naive-plain']);
      assert.is(summary.kernel['default']!.count, 2);
      assert.equal(Object.keys(found.size[0]!.variants), names.split(','));
      assert.ok(said.includes('d3-delaunay') && said.includes('geomean'));
      const page = readFileSync(join(folder, 'report.html'), 'utf8');
      assert.ok(page.includes('<svg') && page.includes('d3-delaunay'));
      assert.not.match(page, /<script|<link|\bsrc=|https?:/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  { deadline: 4 * minute },
);

report('a wrong flag says what it takes, and ends with 1', async () => {
  for (const [flags, what] of [
    [['--variants', 'fastest'], /no variant 'fastest'; the variants are uncompiled, default/],
    [['--filter', 'no such'], /--filter 'no such' matches no workload/],
    [['--rounds', 'many'], /--rounds is "many"/],
    [['--engine', 'chrome'], /--engine 'chrome' is neither a path/],
    [['--transform-options', '{'], /--transform-options is "\{"; it takes JSON/],
  ] as const) {
    const failed = await node(run, ...flags).then(
      () => 'it ended well',
      (error: Error) => error.message,
    );
    assert.match(failed, what);
  }
});

const checking = suite('checking of results');

checking(
  'a variant with a wrong result is a failure, whether the workload notices or not',
  async () => {
    const found = await measureClosures({
      same: (code) => `${code}\n`,
      noticed: (code) => code.replace('x * 3', 'x * 5'),
      unnoticed: (code) => code.replace('adder(3)', 'adder(4)'),
      throwing: (code) => code.replace('let ticks = 0;', 'throw new Error("gone");'),
      refused: () => {
        throw new Error('no such syntax');
      },
    });
    const failure = (name: string): string | null => found[`test-${name}`]!.failure;
    assert.is(found['uncompiled']!.failure, null);
    assert.is(failure('same'), null);
    assert.is(failure('noticed'), 'wrong result: its own check fails');
    assert.is(failure('unnoticed'), 'wrong result: not that of the uncompiled program');
    assert.match(failure('throwing')!, /gone/);
    assert.is(failure('refused'), 'does not compile: no such syntax');
    const figures = Object.values(found).filter(({ ratio }: VariantResult) => ratio !== null);
    assert.is(figures.length, 2);
  },
  { deadline: 2 * minute },
);

checking('every workload has a result to check, and there are enough of them', async () => {
  const kernels = listWorkloads('kernels');
  const programs = listWorkloads('programs');
  assert.ok(kernels.length >= 22 && programs.length >= 12);
  for (const { file, name } of [...kernels, ...programs]) {
    const text = readFileSync(file, 'utf8');
    assert.match(text, /^export (async )?function run\(/m, name);
    assert.match(text, /^export function check\(/m, name);
    assert.is(
      programs.some((program) => program.file === file),
      /as package/.test(text),
      name,
    );
  }
});

const stats = suite('statistics');

stats('the interval of a median holds the median, and is a point for equal values', () => {
  const { value, low, high } = medianInterval([1.2, 1, 1.1, 1.4, 0.9]);
  assert.is(value, 1.1);
  assert.ok(low >= 0.9 && low < value && high > value && high <= 1.4);
  assert.equal(medianInterval([2, 2, 2]), { value: 2, low: 2, high: 2 });
});

stats('the geometric mean of 2 and 1/2 is 1', () => {
  const mean = geomeanInterval([
    [2, 2],
    [0.5, 0.5],
  ]);
  assert.ok(Math.abs(mean.value - 1) < 1e-12 && Math.abs(mean.low - mean.high) < 1e-12);
});
