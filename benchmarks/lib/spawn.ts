/** A child process with an end: its output, or an error that says why there is none. */
import { execFile } from 'node:child_process';

export interface SpawnOptions {
  readonly timeout: number;
  readonly cwd?: string;
}

export function output(
  command: string,
  args: readonly string[],
  { timeout, cwd }: SpawnOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      timeout,
      cwd,
      killSignal: 'SIGKILL',
      maxBuffer: 2 ** 26,
      encoding: 'utf8',
    } as const;
    execFile(command, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(reason(error, stderr, timeout)));
    });
  });
}

/** The line that begins with `mark`, as JSON. What a program prints beside it does not matter. */
export function marked<T>(text: string, mark: string): T {
  const line = text.split('\n').findLast((candidate) => candidate.startsWith(mark));
  if (line === undefined) throw new Error('the process ended without a result');
  return JSON.parse(line.slice(mark.length)) as T;
}

function reason(
  error: { killed?: boolean; message: string },
  stderr: string,
  timeout: number,
): string {
  if (error.killed === true) return `not done within ${timeout / 1000} s`;
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.find((line) => /\[killable\]|error|exception/i.test(line));
  return (telling ?? lines.at(-1) ?? error.message.split('\n')[0]!).trim().slice(0, 300);
}
