/** Where things are. Everything that a run makes is below `.cache`, which git does not see. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const benchmarks: string = dirname(dirname(fileURLToPath(import.meta.url)));
export const root: string = dirname(benchmarks);
export const modules: string = join(root, 'node_modules');
export const engines: string = join(root, '.cache/engines');
export const results: string = join(benchmarks, 'results');

/** Compiled workloads stand below the tree whose runtime they import. */
export function cache(tree: string = root): string {
  const folder = join(tree, '.cache/bench');
  mkdirSync(folder, { recursive: true });
  return folder;
}
