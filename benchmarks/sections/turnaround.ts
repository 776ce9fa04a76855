/** From cancelling a job that would never end to the end of the next job: what a pool's user waits for. */
import { medianInterval } from '../lib/stats.ts';
import type { TurnaroundRow } from '../lib/types.ts';
import { runHost, type SectionContext } from './threads.ts';

const packages = [
  { module: 'jobs-acorn', name: 'acorn (0.2 MB)' },
  { module: 'jobs-typescript', name: 'typescript (10 MB)' },
];

export async function measureTurnaround(context: SectionContext): Promise<TurnaroundRow[]> {
  const rows: TurnaroundRow[] = [];
  for (const { module, name } of packages) {
    for (const how of ['killable', 'terminate'] as const) {
      const count = context.quick ? 5 : 25;
      const samples = await runHost(context, module, { what: 'turnaround', how, count });
      if (samples.length === 0) continue;
      const label = how === 'killable' ? 'raiseExc, same thread' : 'terminate, new worker';
      rows.push({ name, how: label, ms: medianInterval(samples) });
    }
  }
  return rows;
}
