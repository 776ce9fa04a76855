/**
 * A folder that sees the workspace as a user's project sees what it has installed: a `node_modules` of links, with the command
 * `killable-compile` in its `.bin`, and a shell that works in it. It is gone when the process ends.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const workspace: string = join(dirname(fileURLToPath(import.meta.url)), '../..');

export function userProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'killable-user-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(join(workspace, 'node_modules'))) {
    if (!name.startsWith('.'))
      symlinkSync(join(workspace, 'node_modules', name), join(modules, name));
  }
  const command = join(workspace, 'packages/transform/dist/cli.js');
  writeFileSync(
    join(modules, '.bin/killable-compile'),
    `#!/bin/sh\nexec '${process.execPath}' '${command}' "$@"\n`,
    { mode: 0o755 },
  );
  writeFileSync(
    join(folder, 'package.json'),
    '{ "name": "user", "private": true, "type": "module" }\n',
  );
  return folder;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a shell script that ends at its first failing command. What outlives `ms` is killed, with all that it started. */
export function shell(script: string, cwd: string, ms: number): Promise<Ended> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn('sh', ['-e', '-c', script], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, npm_config_loglevel: 'error' },
  });
  const kill = (): void => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // All of it has ended.
    }
  };
  const timer = setTimeout(kill, ms);
  process.on('exit', kill);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('exit', kill);
      done({ code, stdout, stderr });
    });
  });
}

/** The same, and what it printed, line by line; anything but exit code 0 is an error that shows all of it. */
export async function lines(script: string, cwd: string, ms: number): Promise<string[]> {
  const { code, stdout, stderr } = await shell(script, cwd, ms);
  if (code !== 0) throw new Error(`exit code ${code} of\n${script}\n${stdout}${stderr}`);
  return stdout.split('\n').filter((line) => line !== '');
}
