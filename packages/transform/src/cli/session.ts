/** What a run of the command has at hand: its arguments, its surroundings, the project, and how its errors read. */
import { existsSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { TransformError } from '../errors.ts';
import { UsageError, type Arguments } from './flags.ts';
import type { Job } from './inputs.ts';
import { findProject } from './paths.ts';
import type { Screen } from './progress.ts';
import type { Project } from './project.ts';

/** What the command touches beside files; `process` is one. */
export interface Surroundings {
  cwd(): string;
  stdin: AsyncIterable<Uint8Array | string>;
  stdout: { write(text: string): unknown };
  stderr: Screen;
}

export interface Session {
  args: Arguments;
  io: Surroundings;
  project: Project | undefined;
  jobs: Job[];
}

/** ts-morph is loaded only where there is a tsconfig.json: it is most of the command's start-up time. */
export async function loadProject(
  { project, paths }: Arguments,
  cwd: string,
): Promise<Project | undefined> {
  const first = resolve(cwd, paths[0] === undefined || paths[0] === '-' ? '.' : paths[0]);
  const start = existsSync(first) && statSync(first).isDirectory() ? first : dirname(first);
  const named = project === undefined ? findProject(start) : resolve(cwd, project);
  if (named === undefined) return undefined;
  const file =
    existsSync(named) && statSync(named).isDirectory() ? resolve(named, 'tsconfig.json') : named;
  if (!existsSync(file)) throw new UsageError(`'${relative(cwd, file)}' does not exist`);
  const { Project } = await import('./project.ts');
  return new Project(file);
}

export function messageOf(error: unknown, { display }: { display: string }): string {
  if (error instanceof TransformError)
    return error.filename === undefined ? `[killable] ${display}: ${error.reason}` : error.message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  // A failed read or write says it all in its message; anything else is a fault of ours, and its stack is wanted.
  return `[killable] ${display}: ${code === undefined ? (stack ?? String(error)) : message}`;
}
