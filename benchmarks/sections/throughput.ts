/**
 * Compile throughput with a source map, on texts of 0.2 to 10 MB. One process per tool and round, the tools in turn, so that
 * the ratio of two tools holds even if the machine is busy. A process compiles the text at least twice; its best time counts.
 */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, listWorkloads } from '../lib/bundle.ts';
import { MARK } from '../lib/job.ts';
import { benchmarks, cache, root } from '../lib/paths.ts';
import { marked, output } from '../lib/spawn.ts';
import { medianInterval } from '../lib/stats.ts';
import { tools, type Tool } from '../lib/tools.ts';
import type { ThroughputRow } from '../lib/types.ts';
import type { SectionContext } from './threads.ts';

export async function measureThroughput(context: SectionContext): Promise<ThroughputRow[]> {
  const names = context.quick ? ['acorn', 'mathjs'] : ['acorn', 'mathjs', 'prettier', 'typescript'];
  const rounds = context.quick ? 2 : 5;
  const rows: ThroughputRow[] = [];
  for (const name of names) {
    const source = listWorkloads(name).find((found) => found.name === name)!;
    const file = join(cache(), `throughput.${name}.mjs`);
    writeFileSync(file, await bundle(source.file));
    const bytes = statSync(file).size;
    const found = new Map(tools.map((tool) => [tool.name, [] as number[]]));
    const failures = new Map<string, string>();
    for (const tool of tools) {
      if (bytes > tool.most)
        failures.set(tool.name, `not measured on texts over ${tool.most / 1e6} MB`);
    }
    for (let round = 0; round < rounds; round++) {
      for (const tool of tools) {
        if (failures.has(tool.name)) continue;
        context.note(`throughput · ${name} · ${tool.name} · round ${round + 1}`);
        try {
          found
            .get(tool.name)!
            .push(Math.min(...(await times(tool, file, context.quick ? 1000 : 3000))));
        } catch (error) {
          failures.set(tool.name, (error as Error).message);
          context.failures.push({
            section: 'throughput',
            name: `${name} · ${tool.name}`,
            reason: (error as Error).message,
          });
        }
      }
    }
    const row: ThroughputRow = { name, bytes, tools: {} };
    for (const [tool, ms] of found) {
      const failure = failures.get(tool);
      const interval = medianInterval(ms);
      row.tools[tool] =
        failure === undefined
          ? { ms: interval, mbPerSecond: bytes / 1000 / interval.value }
          : { failure };
    }
    rows.push(row);
  }
  return rows;
}

async function times(tool: Tool, file: string, budget: number): Promise<number[]> {
  const child = join(benchmarks, 'lib/throughput-child.ts');
  const args = [
    '--import',
    'tsx',
    '--max-old-space-size=8000',
    child,
    tool.name,
    file,
    String(budget),
  ];
  return marked<number[]>(
    await output(process.execPath, args, { timeout: 300_000, cwd: root }),
    MARK,
  );
}
