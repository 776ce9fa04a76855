/** Builds the modules of `threads/` and runs one host process: what the sections on threads have in common. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from '@killable/transform';
import { bundle } from '../lib/bundle.ts';
import { benchmarks, cache } from '../lib/paths.ts';
import { marked, output } from '../lib/spawn.ts';
import type { Failure } from '../lib/types.ts';
import { HOST_MARK, type HostJob } from '../threads/mark.ts';

export interface SectionContext {
  readonly quick: boolean;
  readonly note: (text: string) => void;
  readonly failures: Failure[];
}

const built = new Map<string, Promise<string>>();

/** A module of `threads/` as one file; `compiled` as for any engine. */
export function buildThread(name: string, compiled: boolean): Promise<string> {
  const key = `${name}.${compiled ? 'compiled' : 'plain'}`;
  let file = built.get(key);
  if (file === undefined) built.set(key, (file = build(name, key, compiled)));
  return file;
}

async function build(name: string, key: string, compiled: boolean): Promise<string> {
  const file = join(cache(), `thread-${key}.mjs`);
  const code = await bundle(join(benchmarks, `threads/${name}.ts`), ['@killable/runtime']);
  writeFileSync(
    file,
    compiled ? transform(code, { filename: `${name}.mjs`, sourceMap: false }).code : code,
  );
  return file;
}

/** One host process; what goes wrong in it is noted as a failure, and the samples are then empty. */
export async function runHost(
  context: SectionContext,
  module: string,
  job: Pick<HostJob, 'what' | 'how' | 'count'>,
): Promise<number[]> {
  const title = `${job.what} · ${module} · ${job.how}`;
  context.note(title);
  try {
    const host = await buildThread(`host-${job.what}`, false);
    const whole: HostJob = {
      ...job,
      file: await buildThread(module, job.how === 'killable'),
      plainWorker: await buildThread('plain-worker', false),
    };
    const said = await output(process.execPath, [host, JSON.stringify(whole)], {
      timeout: 180_000,
    });
    return marked<number[]>(said, HOST_MARK);
  } catch (error) {
    context.failures.push({
      section: job.what,
      name: `${module} · ${job.how}`,
      reason: (error as Error).message,
    });
    return [];
  }
}
