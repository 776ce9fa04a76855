/** What the figures were measured on. */
import { execFileSync } from 'node:child_process';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { root } from './paths.ts';
import type { Report } from './types.ts';

export function machine(): Report['machine'] {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? arch(),
    cores: all.length,
    memory: totalmem(),
    os: `${platform()} ${release()}`,
    load: loadavg()[0]!,
  };
}

/** The commit, with a plus if the tree differs from it. */
export function revision(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--', 'packages') === '' ? '' : '+')
    );
  } catch {
    return 'unknown';
  }
}
