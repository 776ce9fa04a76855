/**
 * A project of its own for a test: files in a scratch folder, with a `node_modules` that holds killable's packages and what the
 * test asks for, and commands run in it as real child processes that are killed when they take too long.
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tripwire } from './tripwire.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly root: string;
  path(name: string): string;
  read(name: string): string;
  write(name: string, text: string): void;
  has(name: string): boolean;
  /** Names of the files below a folder, sorted. */
  list(folder: string): string[];
  /** `node …args`, in the project. */
  node(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** `killable-compile …args`, in the project. */
  compile(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Runs a file where the polls trip: each endless loop that has polls ends with the error 'tripped', after a while. */
  runTripped(file: string, nodeArgs?: readonly string[]): Promise<Ended>;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const workspace: string = fileURLToPath(new URL('../..', import.meta.url));
export const cli: string = join(workspace, 'packages/transform/dist/cli.js');

const folders = new Set<string>();
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function project(
  files: Readonly<Record<string, string>>,
  modules: readonly string[] = [],
): Project {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'killable-project-'));
  folders.add(root);
  const path = (name: string): string => join(root, name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const name of ['runtime', 'transform'])
    link(join(workspace, 'packages', name), path(`node_modules/@killable/${name}`));
  for (const name of modules)
    link(join(workspace, 'node_modules', name), path(`node_modules/${name}`));
  write('tripwire.mjs', tripwire);
  for (const [name, text] of Object.entries(files)) write(name, text);

  const node = (
    args: readonly string[],
    { input = '', env = {} }: RunOptions = {},
  ): Promise<Ended> =>
    new Promise((settle) => {
      const { NODE_OPTIONS: _, ...inherited } = process.env;
      const child = execFile(
        process.execPath,
        [...args],
        {
          cwd: root,
          timeout: 25_000,
          killSignal: 'SIGKILL',
          env: { ...inherited, ...env },
          maxBuffer: 1 << 26,
        },
        (error, stdout, stderr) =>
          settle({ code: error === null ? 0 : child.exitCode, stdout, stderr }),
      );
      child.stdin!.on('error', () => {});
      child.stdin!.end(input);
    });

  return {
    root,
    path,
    write,
    node,
    read: (name) => readFileSync(path(name), 'utf8'),
    has: (name) => existsSync(path(name)),
    list: (folder) =>
      readdirSync(path(folder), { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(path(folder).length + 1))
        .sort(),
    compile: (args, options) => node([cli, ...args], options),
    runTripped: (file, nodeArgs = []) => node(['--import', './tripwire.mjs', ...nodeArgs, file]),
  };
}

function link(target: string, place: string): void {
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(target, place, 'dir');
}
