/**
 * `npm run bench:compare -- <revA> <revB> [options of npm run bench]`: two revisions of the compiler and the runtime, built in
 * worktrees and measured in turn. `.` is the tree as it stands. What is compiled, and by what it is measured, is this tree's.
 */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { transform } from '@killable/transform';
import { listWorkloads } from './lib/bundle.ts';
import { resolveEngine } from './lib/engines.ts';
import { readOptions } from './lib/options.ts';
import { Progress } from './lib/progress.ts';
import { geomeanInterval, medianInterval } from './lib/stats.ts';
import { around, table } from './lib/table.ts';
import type { EngineResult } from './lib/types.ts';
import { variants, type Variant } from './lib/variants.ts';
import { checkOut, type Tree } from './lib/worktree.ts';
import { measureRunTime } from './sections/run-time.ts';

type Flavour = 'default' | 'engine';

async function revisionVariant(tree: Tree, letter: 'A' | 'B', flavour: Flavour): Promise<Variant> {
  const file = join(tree.folder, 'packages/transform/dist/index.js');
  const compiler = (await import(pathToFileURL(file).href)) as { transform: typeof transform };
  return {
    name: letter,
    label: `${letter}: ${tree.revision}, ${flavour}`,
    tree: tree.folder,
    compiler: ['packages/transform/dist', 'packages/runtime/dist'],
    needsTarget: flavour === 'engine',
    compile: (code, { filename, target, options }) => {
      const own = flavour === 'engine' ? { target } : {};
      return compiler.transform(code, { filename, sourceMap: false, ...own, ...options }).code;
    },
  };
}

function comparison({ target, version, workloads }: EngineResult, labels: string[]): string {
  const rounds: number[][] = [];
  const rows = workloads.map(({ name, variants: { uncompiled, A, B } }) => {
    if (A?.ratio == null || B?.ratio == null)
      return [name, 'failed', A?.failure ?? '', B?.failure ?? ''];
    const quotients = B.rounds.map((time, i) => time / A.rounds[i]!);
    rounds.push(quotients);
    const cells = [A.ratio, B.ratio, medianInterval(quotients)].map((interval) =>
      around(interval, 3),
    );
    return [name, uncompiled!.ms.toFixed(1), ...cells];
  });
  if (rounds.length > 0) rows.push(['= geomean', '', '', '', around(geomeanInterval(rounds), 3)]);
  const title = `${labels.join(' · ')} on ${target} (${version}); 95 % interval`;
  return table(title, ['', 'ms', 'A', 'B', 'B / A'], rows);
}

async function main(): Promise<void> {
  const [a, b, ...rest] = process.argv.slice(2);
  if (a === undefined || b === undefined || a.startsWith('-') || b.startsWith('-')) {
    throw new Error(
      '[killable] bench:compare takes two revisions: npm run bench:compare -- HEAD~1 .',
    );
  }
  const flavour: Flavour = rest.includes('--default') ? 'default' : 'engine';
  const options = readOptions(rest.filter((flag) => flag !== '--default'))!;
  const { filter, effort, estimate, transform: extra } = options;
  const sources = listWorkloads(filter);
  const trees: Tree[] = [];
  try {
    for (const revision of [a, b]) trees.push(checkOut(revision));
    const compared = [
      variants[0]!,
      await revisionVariant(trees[0]!, 'A', flavour),
      await revisionVariant(trees[1]!, 'B', flavour),
    ];
    for (const wanted of options.engines) {
      const engine = resolveEngine(wanted);
      const progress = new Progress(sources.length * compared.length * effort.rounds);
      const result = await measureRunTime({
        sources,
        variants: compared,
        engine,
        effort,
        estimate,
        transform: extra,
        progress,
      });
      progress.end();
      process.stdout.write(
        comparison(
          result,
          compared.slice(1).map(({ label }) => label),
        ),
      );
    }
  } finally {
    for (const tree of trees) tree.remove();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
