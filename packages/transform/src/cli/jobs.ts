/** Runs jobs one after the other: each is compiled and written whole or reported, and none stops another. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plan } from '../plan/types.ts';
import { compileFile } from './compile-file.ts';
import type { Job } from './inputs.ts';
import { progress } from './progress.ts';
import { messageOf, type Session } from './session.ts';
import { writeAll, type Output } from '../node/write.ts';

interface Tally {
  compiled: number;
  copied: number;
  already: number;
  failed: number;
  polls: number;
}

/** Runs the jobs, prints what there is to say, and returns how many failed. */
export async function runJobs(session: Session, jobs: readonly Job[]): Promise<number> {
  const { args, io } = session;
  const start = performance.now();
  const bar = progress(jobs.length, io.stderr, !args.quiet);
  const tally: Tally = { compiled: 0, copied: 0, already: 0, failed: 0, polls: 0 };
  const say = (text: string): void => {
    bar.clear();
    io.stderr.write(`${text}\n`);
  };
  const good: Job[] = [];
  for (const job of jobs) {
    bar.step(job.display);
    try {
      await runJob(job, session, tally, say);
      good.push(job);
    } catch (error) {
      tally.failed++;
      say(messageOf(error, job));
    }
  }
  bar.clear();
  tally.failed += declare(session, good, say);
  const toStdout = jobs.length === 1 && jobs[0]!.output === undefined && !args.check;
  if (!args.quiet && !toStdout)
    io.stderr.write(`${summaryOf(tally, args.check, performance.now() - start)}\n`);
  return tally.failed;
}

async function runJob(
  job: Job,
  session: Session,
  tally: Tally,
  say: (text: string) => void,
): Promise<void> {
  const { args, io, project } = session;
  const { input, output, display } = job;
  const { mode } = statSync(input);
  if (job.action === 'copy') {
    if (output !== undefined && !args.check)
      writeAll([{ path: output, content: readFileSync(input), mode }]);
    tally.copied++;
    return;
  }
  const text = readFileSync(input, 'utf8');
  // Standard output is for a program to read, so it bears a map only when one is asked for.
  const sourceMaps =
    args.sourceMaps ?? (output === undefined ? 'none' : (project?.sourceMaps ?? 'external'));
  const result = await compileFile({
    text,
    input,
    display,
    output,
    emit: args.emit,
    sourceMaps,
    options: args.options,
    project,
    report: args.report,
  });
  if (args.report)
    io.stdout.write(`${display}\n${indented(result.report ?? 'already compiled\n')}\n`);
  if (result.plan.alreadyCompiled) {
    tally.already++;
    if (!args.quiet)
      say(
        `${display}: compiled already, ${output === undefined || args.check ? 'left as it is' : 'copied'}`,
      );
  } else {
    tally.compiled++;
    tally.polls += pollsOf(result.plan);
  }
  if (args.check) return;
  if (output === undefined) {
    if (!args.report) io.stdout.write(result.code);
    return;
  }
  const outputs: Output[] = [{ path: output, content: result.code, mode }];
  if (result.mapFile !== undefined)
    outputs.push({ path: `${output}.map`, content: result.mapFile, mode: mode & 0o666 });
  writeAll(outputs);
}

/** Declarations of all files that compiled; returns how many could not be made. */
function declare(
  { args, io, project }: Session,
  jobs: readonly Job[],
  say: (text: string) => void,
): number {
  if (!(args.declarations ?? project?.declaration) || args.emit === 'ts' || args.check) return 0;
  const sources = jobs.filter(
    ({ input, action, output }) =>
      action === 'compile' && output !== undefined && /\.[cm]?tsx?$/i.test(input),
  );
  if (sources.length === 0) return 0;
  let failed = 0;
  // Files of one root share one program, so types that cross files are found.
  for (const [root, group] of groupByRoot(sources)) {
    const out = resolve(io.cwd(), args.out ?? project!.outDir!);
    const { files, errors } = project!.declarations(
      group.map(({ input }) => input),
      root,
      out,
    );
    for (const { text } of errors) say(`[killable] ${text}`);
    failed += new Set(errors.map(({ input }) => input)).size;
    writeAll(files.map(({ path, text }) => ({ path, content: text, mode: 0o644 })));
  }
  return failed;
}

function groupByRoot(jobs: readonly Job[]): Map<string, Job[]> {
  const groups = new Map<string, Job[]>();
  for (const job of jobs) groups.set(job.root, [...(groups.get(job.root) ?? []), job]);
  return groups;
}

function pollsOf({ sites }: Plan): number {
  return sites.filter(({ flavour }) => flavour !== 'none').length;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function summaryOf(
  { compiled, copied, already, failed, polls }: Tally,
  check: boolean,
  ms: number,
): string {
  const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
  const parts = [`${files(compiled)} ${check ? 'checked' : 'compiled'}`];
  if (already > 0) parts.push(`${already} compiled already`);
  if (copied > 0) parts.push(`${copied} copied`);
  if (failed > 0) parts.push(`${failed} failed`);
  return `${parts.join(', ')}: ${polls} ${polls === 1 ? 'place' : 'places'} where an interrupt can arrive, ${(ms / 1000).toFixed(1)} s`;
}
