/** A revision, checked out beside the tree and built there: its own packages, everybody else's from this tree's `node_modules`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modules, root } from './paths.ts';

export interface Tree {
  readonly folder: string;
  readonly revision: string;
  remove(): void;
}

/** `.` is the tree as it stands, with what is not committed. */
export function checkOut(revision: string): Tree {
  if (revision === '.') return { folder: root, revision: 'working tree', remove: () => {} };
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  const short = git('rev-parse', '--short', `${revision}^{commit}`);
  const folder = join(mkdtempSync(join(tmpdir(), 'killable-compare-')), short);
  const remove = (): void => {
    try {
      git('worktree', 'remove', '--force', folder);
    } finally {
      rmSync(join(folder, '..'), { recursive: true, force: true });
    }
  };
  git('worktree', 'add', '--detach', folder, short);
  try {
    link(folder);
    const tsc = join(modules, 'typescript/bin/tsc');
    const packages = ['packages/runtime', 'packages/transform'];
    execFileSync(process.execPath, [tsc, '-b', ...packages], {
      cwd: folder,
      stdio: 'inherit',
      timeout: 300_000,
    });
  } catch {
    remove();
    throw new Error(`[killable] revision ${short} does not build; choose another one`);
  }
  return { folder, revision: short, remove };
}

/** Every installed package but ours is linked; ours are the revision's. */
function link(folder: string): void {
  const target = join(folder, 'node_modules');
  mkdirSync(join(target, '@killable'), { recursive: true });
  for (const entry of readdirSync(modules)) {
    if (entry !== '@killable') symlinkSync(join(modules, entry), join(target, entry));
  }
  for (const name of ['runtime', 'transform']) {
    symlinkSync(join(folder, 'packages', name), join(target, '@killable', name), 'dir');
    const nested = join('packages', name, 'node_modules');
    try {
      symlinkSync(join(root, nested), join(folder, nested), 'dir');
    } catch {
      // The package has none of its own.
    }
  }
}
