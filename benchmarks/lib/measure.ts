/**
 * Runs one workload's variants in turn, each in a process of its own: A B C, then B C A, and so on. What disturbs the
 * machine for a while disturbs all variants of a round alike, so it leaves the ratio of a round alone.
 */
import type { Artefact } from './compile.ts';
import type { Engine } from './engines.ts';
import { MARK, type Job } from './job.ts';
import { marked, output } from './spawn.ts';
import { median, medianInterval } from './stats.ts';
import type { Sample, VariantResult } from './types.ts';

export interface Effort {
  readonly rounds: number;
  readonly warmUp: number;
  readonly measure: number;
  readonly warmUpCalls: number;
  readonly calls: number;
}

export const fullEffort: Effort = {
  rounds: 5,
  warmUp: 800,
  measure: 600,
  warmUpCalls: 12,
  calls: 6,
};
export const quickEffort: Effort = {
  rounds: 3,
  warmUp: 400,
  measure: 250,
  warmUpCalls: 8,
  calls: 4,
};

/**
 * What a child's times become: the median call, the shortest one, or the processor time per call. The last counts the
 * engine's own threads too; it is what still means something on a machine that does other work.
 */
export type Estimate = 'median' | 'least' | 'cpu';

export interface MeasureOptions {
  readonly engine: Engine;
  readonly effort: Effort;
  readonly estimate: Estimate;
  readonly child: string;
  readonly modules: string;
  readonly onStep?: (variant: string, round: number) => void;
}

const estimates: Record<Estimate, (sample: Sample) => number> = {
  median: ({ times }) => median(times),
  least: ({ times }) => Math.min(...times),
  cpu: ({ cpu }) => cpu,
};

const TIMEOUT = 180_000;

/** The first artefact is the uncompiled program: the others must have its result, and their times are relative to its. */
export async function measureVariants(
  artefacts: readonly Artefact[],
  options: MeasureOptions,
): Promise<Record<string, VariantResult>> {
  const failures = new Map(artefacts.map(({ variant, failure }) => [variant.name, failure]));
  const rounds = new Map(artefacts.map(({ variant }) => [variant.name, [] as number[]]));
  const [reference] = artefacts;
  let digest: string | undefined;
  for (let round = 0; round < options.effort.rounds; round++) {
    for (let turn = 0; turn < artefacts.length; turn++) {
      // The first round begins with the uncompiled program, whose result the others are held to.
      const artefact = artefacts[(turn + round) % artefacts.length]!;
      const { name } = artefact.variant;
      if (failures.get(name) !== null) continue;
      options.onStep?.(name, round);
      try {
        const sample = await runChild(artefact.file, options);
        if (artefact === reference) digest ??= sample.digest;
        if (!sample.right) throw new Error('wrong result: its own check fails');
        if (sample.digest !== digest)
          throw new Error('wrong result: not that of the uncompiled program');
        rounds.get(name)!.push(estimates[options.estimate](sample));
      } catch (error) {
        failures.set(name, (error as Error).message);
      }
    }
    if (failures.get(reference!.variant.name) !== null) break;
  }
  const base = rounds.get(reference!.variant.name)!;
  return Object.fromEntries(
    artefacts.map(({ variant: { name }, bytes }) => {
      const failure = failures.get(name)!;
      const times = rounds.get(name)!;
      const usable = failure === null && base.length === times.length;
      const result: VariantResult = {
        rounds: times,
        ms: median(times),
        ratio: usable ? medianInterval(times.map((time, i) => time / base[i]!)) : null,
        bytes,
        failure: usable ? null : (failure ?? 'the uncompiled program failed'),
      };
      return [name, result];
    }),
  );
}

export async function runChild(
  file: string,
  { engine, effort, child, modules }: Omit<MeasureOptions, 'estimate'>,
): Promise<Sample> {
  const { warmUp, measure, warmUpCalls, calls } = effort;
  const job: Job = { file, modules, warmUp, measure, warmUpCalls, calls };
  const args = [...engine.before, child, JSON.stringify(job)];
  return marked<Sample>(await output(engine.command, args, { timeout: TIMEOUT }), MARK);
}
