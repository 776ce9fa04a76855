/**
 * `--engine`: a path, or the name of an npm package that holds an engine (`node@24`, `bun`, `deno`). Packages are installed
 * into `.cache/engines` on first use.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cache, engines } from './paths.ts';

export interface Engine {
  /** As `target` names it: 'node24', 'bun1'. */
  readonly target: string;
  readonly name: string;
  readonly version: string;
  readonly command: string;
  /** Arguments before the script. */
  readonly before: readonly string[];
}

const probe = `const v = globalThis.Deno?.version.deno ?? process.versions.bun ?? process.versions.node;
const name = globalThis.Deno ? 'deno' : process.versions.bun ? 'bun' : 'node';
console.log(JSON.stringify({ name, version: v }));`;

export function resolveEngine(wanted: string | undefined): Engine {
  const command =
    wanted === undefined ? process.execPath : /[/\\]/.test(wanted) ? wanted : install(wanted);
  const before = basename(command).startsWith('deno')
    ? ['run', '-A', '--quiet', '--node-modules-dir=manual']
    : [];
  const script = join(cache(), 'probe.mjs');
  writeFileSync(script, probe);
  const said = execFileSync(command, [...before, script], { encoding: 'utf8', timeout: 60_000 });
  const { name, version } = JSON.parse(said) as { name: string; version: string };
  return { name, version, target: `${name}${version.split('.')[0]}`, command, before };
}

function install(wanted: string): string {
  if (!/^(node|bun|deno)(@[\w.-]+)?$/.test(wanted)) {
    throw new Error(
      `[killable] --engine '${wanted}' is neither a path nor one of node@<version>, bun[@<version>], deno[@<version>]`,
    );
  }
  const folder = join(engines, wanted);
  const command = join(folder, 'node_modules/.bin', wanted.split('@')[0]!);
  if (!existsSync(command)) {
    process.stderr.write(`installing ${wanted} …\n`);
    const flags = ['--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
    execFileSync('npm', ['install', '--prefix', folder, wanted, ...flags], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 600_000,
    });
  }
  return command;
}
