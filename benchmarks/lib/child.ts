/**
 * One measurement: runs in a process of its own, on the engine that is measured. Built to plain JavaScript, with nothing
 * but `node:` modules, so that Node, Bun and Deno can load it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MARK, type Job } from './job.ts';
import type { Sample, Workload } from './types.ts';

async function measure(job: Job): Promise<Sample> {
  const workload = (await import(pathToFileURL(job.file).href)) as Workload;
  const texts = (workload.inputs ?? []).map((name) =>
    readFileSync(join(job.modules, name), 'utf8'),
  );
  const input = workload.prepare === undefined ? texts : await workload.prepare(texts);
  const first = await workload.run(input);
  const digest = digestOf(first);
  const right = workload.check(first as never);
  const { run } = workload;
  // Both budgets are processor time: on a busy machine the wall clock would end the warm-up before the tier-up.
  for (let start = cpu(); cpu() - start < job.warmUp;) await run(input);
  const times: number[] = [];
  const start = cpu();
  let last: unknown;
  while (times.length < job.calls || cpu() - start < job.measure) {
    const before = performance.now();
    last = run(input);
    if (last instanceof Promise) last = await last;
    times.push(performance.now() - before);
  }
  const cpuTime = (cpu() - start) / times.length;
  // A call after tier-up must say what the very first call said.
  return {
    times,
    cpu: cpuTime,
    digest,
    right: right && digestOf(last) === digest && workload.check(last as never),
  };
}

/** Milliseconds of processor time that this process has used, its compiler and collector threads included. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function digestOf(result: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(result) ?? 'undefined')
    .digest('hex');
}

const sample = await measure(JSON.parse(process.argv[2]!) as Job);
process.stdout.write(`\n${MARK}${JSON.stringify(sample)}\n`, () => process.exit(0));
