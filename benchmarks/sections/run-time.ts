/** How long compiled programs take, relative to the uncompiled one, on one engine. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TransformOptions } from '@killable/transform';
import { bundle, type Source } from '../lib/bundle.ts';
import { compileTo, type Artefact } from '../lib/compile.ts';
import type { Engine } from '../lib/engines.ts';
import { measureVariants, type Effort, type Estimate } from '../lib/measure.ts';
import { benchmarks, cache, modules } from '../lib/paths.ts';
import type { Progress } from '../lib/progress.ts';
import { summarize } from '../lib/summary.ts';
import type { EngineResult, WorkloadResult } from '../lib/types.ts';
import type { Variant } from '../lib/variants.ts';

export interface RunTimeOptions {
  readonly sources: readonly Source[];
  readonly variants: readonly Variant[];
  readonly engine: Engine;
  readonly effort: Effort;
  readonly estimate: Estimate;
  readonly transform: TransformOptions;
  readonly progress: Progress;
  readonly onArtefacts?: (source: Source, artefacts: readonly Artefact[]) => void;
}

export async function measureRunTime(options: RunTimeOptions): Promise<EngineResult> {
  const { sources, variants, engine, effort, estimate, progress } = options;
  const child = await buildChild();
  const workloads: WorkloadResult[] = [];
  for (const source of sources) {
    const code = await bundle(source.file);
    const context = { target: engine.target, options: options.transform };
    const artefacts = variants.map((variant) => compileTo(source.name, code, variant, context));
    options.onArtefacts?.(source, artefacts);
    const results = await measureVariants(artefacts, {
      engine,
      effort,
      estimate,
      child,
      modules,
      onStep: (variant, round) =>
        progress.step(`${engine.target} · ${source.name} · ${variant} · round ${round + 1}`),
    });
    for (const [name, { failure }] of Object.entries(results)) {
      if (failure !== null) progress.note(`${source.name} · ${name}: ${failure}`);
    }
    const packageName = /\bname = "([^"]+)";[^]*\bname as package\b/.exec(code)?.[1] ?? null;
    workloads.push({
      name: source.name,
      group: source.group,
      package: packageName,
      variants: results,
    });
  }
  const { name, version, target } = engine;
  return { name, version, target, workloads, summary: summarize(workloads) };
}

/** The measuring program, as JavaScript that every engine can load. */
export async function buildChild(): Promise<string> {
  const file = join(cache(), 'child.mjs');
  writeFileSync(file, await bundle(join(benchmarks, 'lib/child.ts')));
  return file;
}
