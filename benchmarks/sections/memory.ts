/** Resident memory per idle thread, beside that of an ordinary worker. */
import { medianInterval } from '../lib/stats.ts';
import type { MemoryRow } from '../lib/types.ts';
import { runHost, type SectionContext } from './threads.ts';

const THREADS = 8;

export async function measureMemory(context: SectionContext): Promise<MemoryRow[]> {
  const found = { killable: [] as number[], terminate: [] as number[] };
  for (let round = 0; round < (context.quick ? 3 : 7); round++) {
    for (const how of ['killable', 'terminate'] as const) {
      found[how].push(...(await runHost(context, 'idle', { what: 'memory', how, count: THREADS })));
    }
  }
  const rows: MemoryRow[] = [];
  if (found.killable.length > 0)
    rows.push({ how: 'Thread', megabytes: medianInterval(found.killable) });
  if (found.terminate.length > 0)
    rows.push({ how: 'ordinary worker', megabytes: medianInterval(found.terminate) });
  return rows;
}
