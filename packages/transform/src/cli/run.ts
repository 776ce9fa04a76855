/**
 * The command on one screen: arguments → project → jobs → each job → summary and exit code. A file that fails takes nothing else
 * with it: its old output stays, the others are written, and the exit code is 1.
 */
import { readFileSync } from 'node:fs';
import { help, parseFlags, UsageError, type Arguments } from './flags.ts';
import { collect } from './inputs.ts';
import { runJobs } from './jobs.ts';
import { loadProject, type Session, type Surroundings } from './session.ts';
import { runOnText } from './stdin.ts';

/** Runs the command and returns its exit code: 0 done, 1 a file failed, 2 the command line was wrong. */
export async function run(argv: readonly string[], io: Surroundings): Promise<number> {
  try {
    const args = parseFlags(argv);
    if (args.help) io.stdout.write(help());
    else if (args.version) io.stdout.write(`${version()}\n`);
    else return await compile(args, io);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`[killable] ${error.message}\nTry killable-compile --help\n`);
    return 2;
  }
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function compile(args: Arguments, io: Surroundings): Promise<number> {
  if (args.paths.includes('-')) {
    if (args.paths.length > 1 || args.watch)
      throw new UsageError("'-' (standard input) stands alone: no other paths, no --watch");
    return await runOnText(args, io);
  }
  if (args.filename !== undefined)
    throw new UsageError("--filename names the text on standard input; it needs the path '-'");
  const load = async (): Promise<Session> => {
    const project = await loadProject(args, io.cwd());
    if (args.declarations && project === undefined) {
      throw new UsageError('--declarations needs a tsconfig.json: name one with --project');
    }
    return { args, io, project, jobs: await collect({ ...args, cwd: io.cwd(), project }) };
  };
  const session = await load();
  if (session.jobs.length === 0)
    throw new UsageError(
      `no files to compile in ${args.paths.join(', ') || 'the project'} (endings: ${args.extensions.join(' ')})`,
    );
  const failed = await runJobs(session, session.jobs);
  if (!args.watch) return failed > 0 ? 1 : 0;
  const { watch } = await import('./watch.ts');
  return await watch(session, load);
}
