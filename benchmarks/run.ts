/** `npm run bench`: measures what was asked for, prints a table, writes the report as JSON and as one page. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listWorkloads } from './lib/bundle.ts';
import { resolveEngine } from './lib/engines.ts';
import { machine, revision } from './lib/machine.ts';
import { help, readOptions, type BenchOptions } from './lib/options.ts';
import { results } from './lib/paths.ts';
import { Progress } from './lib/progress.ts';
import { terminalReport } from './lib/table.ts';
import type { Report } from './lib/types.ts';
import { chooseVariants } from './lib/variants.ts';
import { htmlReport } from './report.ts';
import { measureLatency } from './sections/latency.ts';
import { measureMemory } from './sections/memory.ts';
import { measureRunTime } from './sections/run-time.ts';
import { measureSize } from './sections/size.ts';
import { measureThroughput } from './sections/throughput.ts';
import { measureTurnaround } from './sections/turnaround.ts';

export async function bench(options: BenchOptions): Promise<Report> {
  const variants = chooseVariants(options.variants);
  const sources = listWorkloads(options.filter);
  if (sources.length === 0)
    throw new Error(`[killable] --filter '${options.filter}' matches no workload`);
  const report = emptyReport(options);
  const wants = (name: BenchOptions['sections'][number]): boolean =>
    options.sections.includes(name);
  const { effort, estimate, quick, transform } = options;
  const progress = new Progress(
    options.engines.length * sources.length * variants.length * effort.rounds,
  );
  if (wants('run') || wants('size')) {
    for (const [index, wanted] of options.engines.entries()) {
      const engine = resolveEngine(wanted);
      const onArtefacts: Parameters<typeof measureRunTime>[0]['onArtefacts'] = (
        source,
        artefacts,
      ) => {
        if (wants('size') && index === 0 && source.group === 'program') {
          sizes.push(measureSize(source.name, artefacts));
        }
      };
      const sizes: Promise<Report['size'][number]>[] = [];
      report.engines.push(
        await measureRunTime({
          sources,
          variants,
          engine,
          effort,
          estimate,
          transform,
          progress,
          onArtefacts,
        }),
      );
      report.size.push(...(await Promise.all(sizes)));
    }
  }
  progress.end();
  const context = { quick, note: (text: string) => progress.note(text), failures: report.failures };
  if (wants('throughput')) report.throughput = await measureThroughput(context);
  if (wants('latency')) report.latency = await measureLatency(context);
  if (wants('turnaround')) report.turnaround = await measureTurnaround(context);
  if (wants('memory')) report.memory = await measureMemory(context);
  return report;
}

function emptyReport({ quick, effort, estimate, transform, filter }: BenchOptions): Report {
  return {
    schema: 1,
    date: new Date().toISOString(),
    revision: revision(),
    machine: machine(),
    settings: { quick, effort, estimate, transform, filter },
    engines: [],
    size: [],
    throughput: [],
    latency: [],
    turnaround: [],
    memory: [],
    failures: [],
  };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(help());
    return;
  }
  const report = await bench(options);
  const text = JSON.stringify(report, null, 1);
  if (options.print) {
    process.stdout.write(`${text}\n`);
    return;
  }
  const file = options.json ?? join(results, 'latest.json');
  const page = options.html ?? file.replace(/(\.json)?$/, '.html');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  writeFileSync(page, htmlReport(report));
  process.stdout.write(`${terminalReport(report)}\n${file}\n${page}\n`);
  // That a rival fails is a finding; that killable or the workload itself does is an error.
  const broken = report.engines.flatMap(({ workloads }) =>
    workloads.filter(({ variants }) =>
      ['uncompiled', 'default', 'engine'].some(
        (name) => (variants[name]?.failure ?? null) !== null,
      ),
    ),
  );
  if (broken.length > 0) {
    const names = broken.map(({ name }) => name).join(', ');
    throw new Error(`[killable] wrong or failed, as the report says: ${names}`);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
