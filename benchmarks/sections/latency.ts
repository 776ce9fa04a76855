/** How long an interrupt takes to arrive, in three states of a thread, beside what `worker.terminate()` takes to kill. */
import { quantile } from '../lib/stats.ts';
import type { LatencyRow } from '../lib/types.ts';
import { runHost, type SectionContext } from './threads.ts';

const states = [
  { module: 'tight', name: 'tight loop' },
  { module: 'package', name: 'real package (acorn)' },
  { module: 'idle', name: 'idle await' },
];

export async function measureLatency(context: SectionContext): Promise<LatencyRow[]> {
  const rows: LatencyRow[] = [];
  for (const { module, name } of states) {
    for (const how of ['killable', 'terminate'] as const) {
      const full = how === 'killable' ? 1000 : 60;
      const count = context.quick ? full / 10 : full;
      const samples = (await runHost(context, module, { what: 'latency', how, count })).sort(
        (a, b) => a - b,
      );
      if (samples.length === 0) continue;
      const [p50, p99] = [quantile(samples, 0.5), quantile(samples, 0.99)];
      const label =
        how === 'killable' ? 'raiseExc, to the catch clause' : 'worker.terminate(), worker lost';
      rows.push({ name, how: label, samples, p50, p99, max: samples.at(-1)! });
    }
  }
  return rows;
}
