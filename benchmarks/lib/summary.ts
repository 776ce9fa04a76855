/** Workloads → geometric means, worst cases and failures, by group and variant. */
import { geomeanInterval } from './stats.ts';
import type { Group, Summary, WorkloadResult } from './types.ts';

export function summarize(
  workloads: readonly WorkloadResult[],
): Record<Group, Record<string, Summary>> {
  return {
    program: summarizeGroup(workloads.filter(({ group }) => group === 'program')),
    kernel: summarizeGroup(workloads.filter(({ group }) => group === 'kernel')),
  };
}

function summarizeGroup(workloads: readonly WorkloadResult[]): Record<string, Summary> {
  const names = new Set(workloads.flatMap(({ variants }) => Object.keys(variants)));
  names.delete('uncompiled');
  const summaries: Record<string, Summary> = {};
  for (const name of names) {
    const ratios: number[][] = [];
    let worst = { name: '', ratio: -Infinity };
    let failures = 0;
    for (const { name: workload, variants } of workloads) {
      const result = variants[name];
      if (result === undefined) continue;
      if (result.ratio === null) {
        failures++;
        continue;
      }
      const base = variants['uncompiled']!.rounds;
      ratios.push(result.rounds.map((time, i) => time / base[i]!));
      if (result.ratio.value > worst.ratio) worst = { name: workload, ratio: result.ratio.value };
    }
    if (ratios.length > 0 || failures > 0) {
      const geomean =
        ratios.length > 0 ? geomeanInterval(ratios) : { value: NaN, low: NaN, high: NaN };
      summaries[name] = { geomean, worst, count: ratios.length, failures };
    }
  }
  return summaries;
}
