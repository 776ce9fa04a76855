/**
 * Workload → one ES module of JavaScript, types stripped, all dependencies in. This text is the uncompiled variant, and
 * what every other variant compiles.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { benchmarks } from './paths.ts';
import type { Group } from './types.ts';

export interface Source {
  readonly name: string;
  readonly group: Group;
  readonly file: string;
}

const folders: Record<Group, string> = { program: 'programs', kernel: 'kernels' };

/** Packages written as CommonJS look for these names. */
const banner = `import { createRequire as $createRequire } from 'node:module';
import { fileURLToPath as $path } from 'node:url';
const require = $createRequire(import.meta.url), __filename = $path(import.meta.url), __dirname = $path(new URL('.', import.meta.url));`;

/** All workloads whose name contains one of the filters (separated by commas), programs first. */
export function listWorkloads(filter = ''): Source[] {
  const wanted = filter.split(',');
  const found = (['program', 'kernel'] as const).flatMap((group) =>
    readdirSync(join(benchmarks, folders[group]))
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .map((file) => ({
        name: basename(file, '.ts'),
        group,
        file: join(benchmarks, folders[group], file),
      })),
  );
  return found.filter(({ name, group }) =>
    wanted.some((part) => (part === `${group}s` ? true : name.includes(part))),
  );
}

export async function bundle(file: string, external: string[] = []): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'silent',
    banner: { js: banner },
    external,
  });
  return outputFiles[0]!.text;
}
