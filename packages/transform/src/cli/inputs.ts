/**
 * Paths on the command line → jobs: which file is read, what is done with it, where the result goes. Nothing is written before
 * every job is known, so an output that would land on an input, or on another output, is refused while nothing has happened.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { UsageError, type Arguments } from './flags.ts';
import { isWithin } from './paths.ts';
import type { Project } from './project.ts';

export interface Job {
  /** Absolute. */
  input: string;
  /** The input as messages name it: relative to the working directory. */
  display: string;
  action: 'compile' | 'copy';
  /** Absolute; undefined writes to standard output. */
  output: string | undefined;
  /** Folder that the input's place under the output folder counts from. */
  root: string;
}

/** The parts of the arguments and of the project that decide about files. */
export interface Request extends Pick<
  Arguments,
  'paths' | 'out' | 'emit' | 'extensions' | 'ignore' | 'copyFiles' | 'check'
> {
  cwd: string;
  project: Project | undefined;
}

interface Found {
  input: string;
  root: string;
  explicit: boolean;
}

export async function collect(request: Request): Promise<Job[]> {
  const found = await find(request);
  const jobs = placed(found, request);
  if (!request.check) refuseCollisions(jobs);
  return jobs;
}

async function find(request: Request): Promise<Found[]> {
  const { paths, cwd, project } = request;
  if (paths.length === 0) {
    if (project === undefined)
      throw new UsageError(
        'no paths given, and no tsconfig.json above this folder; name files or folders',
      );
    const sources = project.files.filter((file) => !isDeclaration(file));
    const root = project.rootDir ?? commonFolder(sources);
    return sources.map((input) => ({ input, root, explicit: false }));
  }
  const targets = paths.map((path) => {
    const absolute = resolve(cwd, path);
    if (!existsSync(absolute)) throw new UsageError(`'${path}' does not exist`);
    return { absolute, folder: statSync(absolute).isDirectory() };
  });
  const base = commonFolder(
    targets.filter(({ folder }) => !folder).map(({ absolute }) => absolute),
  );
  const found = new Map<string, Found>();
  for (const { absolute, folder } of targets) {
    const inputs = folder ? await walk(absolute, request) : [absolute];
    for (const input of inputs) {
      const root =
        project?.rootDir !== undefined && isWithin(input, project.rootDir)
          ? project.rootDir
          : folder
            ? absolute
            : base;
      if (!found.has(input)) found.set(input, { input, root, explicit: !folder });
    }
  }
  return [...found.values()];
}

async function walk(folder: string, { ignore, out, cwd, project }: Request): Promise<string[]> {
  // What an earlier run wrote into a folder below is not source.
  const written = [out === undefined ? project?.outDir : resolve(cwd, out)].filter(
    (dir) => dir !== undefined && isWithin(dir, folder),
  );
  const files = await glob('**/*', {
    cwd: folder,
    absolute: true,
    ignore: [
      '**/node_modules/**',
      ...written.map((dir) => `${relative(folder, dir!).split(sep).join('/')}/**`),
      ...ignore,
    ],
    expandDirectories: true,
  });
  const inside = files.map((file) => resolve(file)).sort();
  // A tsconfig that covers this folder also says which of its TypeScript files are part of the project.
  const included = new Set(project?.files.filter((file) => isWithin(file, folder)));
  if (included.size === 0) return inside;
  return inside.filter((file) => !isTypeScript(file) || isDeclaration(file) || included.has(file));
}

function placed(found: Found[], request: Request): Job[] {
  const { cwd, project, emit, extensions, copyFiles } = request;
  const wanted = found.flatMap(
    ({ input, root, explicit }): (Omit<Job, 'output'> & { name: string })[] => {
      const source =
        !isDeclaration(input) && (explicit || extensions.includes(extname(input).toLowerCase()));
      if (!source && !copyFiles && !explicit) return [];
      const under = relative(root, input);
      const name = source && emit === 'js' ? scriptName(under, project?.keepsJsx ?? false) : under;
      return [
        { input, root, display: relative(cwd, input), action: source ? 'compile' : 'copy', name },
      ];
    },
  );
  const out = request.out === undefined ? project?.outDir : resolve(cwd, request.out);
  const single = wanted.length === 1 && found[0]!.explicit;
  if (out === undefined) {
    if (!single && !request.check)
      throw new UsageError('say where to write with -o <dir> (or outDir in tsconfig.json)');
    return wanted.map(({ name: _, ...job }) => ({ ...job, output: undefined }));
  }
  if (single && request.out !== undefined && namesFile(out))
    return wanted.map(({ name: _, ...job }) => ({ ...job, output: out }));
  return wanted.map(({ name, ...job }) => ({ ...job, output: join(out, name) }));
}

function namesFile(path: string): boolean {
  return (
    /\.([cm]?[jt]s|[jt]sx)$/i.test(path) && !(existsSync(path) && statSync(path).isDirectory())
  );
}

/** The name of the JavaScript that a file becomes. */
export function scriptName(path: string, keepsJsx: boolean): string {
  const folder = dirname(path);
  const name = basename(path)
    .replace(/\.([cm]?)ts$/i, '.$1js')
    .replace(/\.[jt]sx$/i, keepsJsx ? '.jsx' : '.js');
  return join(folder, name);
}

function refuseCollisions(jobs: readonly Job[]): void {
  const inputs = new Map(jobs.map((job) => [real(job.input), job.display]));
  const outputs = new Map<string, string>();
  for (const { output, display } of jobs) {
    if (output === undefined) continue;
    const path = real(output);
    const overwritten = inputs.get(path);
    if (overwritten !== undefined)
      throw new UsageError(
        `'${display}' would be written over the input '${overwritten}'; choose another folder with -o`,
      );
    const other = outputs.get(path);
    if (other !== undefined)
      throw new UsageError(
        `'${display}' and '${other}' would both become '${output}'; rename one, or leave it out with --ignore`,
      );
    outputs.set(path, display);
  }
}

/** The path with links resolved, as far as it exists. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const above = dirname(path);
  return above === path ? path : join(real(above), basename(path));
}

function isDeclaration(file: string): boolean {
  return /\.d\.([^./\\]+\.)?[cm]?ts$/i.test(file);
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/i.test(file);
}

function commonFolder(files: readonly string[]): string {
  const folders = files.map((file) => dirname(file).split(sep));
  const [first = []] = folders;
  let length = first.length;
  for (const folder of folders)
    while (folder.slice(0, length).join(sep) !== first.slice(0, length).join(sep)) length--;
  return first.slice(0, length).join(sep) || sep;
}
