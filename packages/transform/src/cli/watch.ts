/**
 * `--watch`: compiles what changes until the process is told to stop. The jobs are collected anew after each change, so new files,
 * removed files and a changed tsconfig.json are the ordinary case. An output whose input is gone is removed.
 */
import { rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import chokidar from 'chokidar';
import { UsageError } from './flags.ts';
import type { Job } from './inputs.ts';
import { isWithin } from './paths.ts';
import { runJobs } from './jobs.ts';
import type { Session } from './session.ts';

/** Editors write a file in several steps; what happens within this time is one change. */
const SETTLE_MS = 60;

/** Resolves with the exit code when SIGINT or SIGTERM arrives. */
export async function watch(first: Session, load: () => Promise<Session>): Promise<number> {
  const { args, io } = first;
  let session = first;
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const round = async (): Promise<void> => {
    const paths = new Set(changed);
    changed.clear();
    try {
      const next = await load();
      removeStale(session.jobs, next.jobs);
      const all = session.project?.file !== undefined && paths.has(session.project.file);
      const known = new Set(session.jobs.map(({ input }) => input));
      session = next;
      const jobs = next.jobs.filter(({ input }) => all || paths.has(input) || !known.has(input));
      if (jobs.length > 0) await runJobs(session, jobs);
    } catch (error) {
      // A half-edited tsconfig.json or a file that is gone for a moment ends no watch.
      if (!(error instanceof UsageError)) throw error;
      io.stderr.write(`[killable] ${error.message}\n`);
    }
  };

  const watcher = chokidar.watch(watched(first), {
    ignoreInitial: true,
    ignored: (path) => /[/\\]node_modules(?:[/\\]|$)/.test(path) || isOutput(path, session),
  });
  const ended = new Promise<number>((settle, fail) => {
    watcher.on('all', (event, path) => {
      if (event === 'addDir' || event === 'unlinkDir') return;
      changed.add(resolve(path));
      clearTimeout(timer);
      timer = setTimeout(() => {
        running = running.then(round);
        running.catch(fail);
      }, SETTLE_MS);
    });
    watcher.on('error', fail);
    process.once('SIGINT', () => settle(0));
    process.once('SIGTERM', () => settle(0));
  });
  await new Promise<void>((ready) => void watcher.once('ready', ready));
  if (!args.quiet) io.stderr.write('watching for changes\n');
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
    await watcher.close();
    await running.catch(() => {});
  }
}

function watched({ args, io, project, jobs }: Session): string[] {
  const paths = args.paths.map((path) => resolve(io.cwd(), path));
  const roots = paths.length > 0 ? paths : [...new Set(jobs.map(({ input }) => dirname(input)))];
  return project?.file === undefined ? roots : [...roots, project.file];
}

function isOutput(path: string, { args, io, project, jobs }: Session): boolean {
  const out = args.out === undefined ? project?.outDir : resolve(io.cwd(), args.out);
  if (out === undefined || (path !== out && !isWithin(path, out))) return false;
  // Sources may stand below the output folder (`-o .`); those are watched.
  return !jobs.some(({ input }) => input === path || isWithin(input, path));
}

function removeStale(before: readonly Job[], after: readonly Job[]): void {
  const kept = new Set(after.map(({ output }) => output));
  for (const { input, output } of before) {
    if (output === undefined || kept.has(output) || exists(input)) continue;
    const declaration = output.replace(/\.([cm]?)jsx?$/i, '.d.$1ts');
    for (const path of [
      output,
      `${output}.map`,
      ...(/\.[cm]?tsx?$/i.test(input) ? [declaration] : []),
    ])
      rmSync(path, { force: true });
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
