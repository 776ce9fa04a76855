/**
 * Builds both jobs twice, uncompiled and compiled, into `<folder>/plain` and `<folder>/compiled`. TypeScript's compiler is one
 * CommonJS file of 9 MB: `transform()` compiles it, and it is found by its name from the compiled folder. Everything
 * else is bundled by esbuild, with the plugin or without.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { transform } from '@killable/transform';
import killable from '@killable/transform/esbuild';

export interface Built {
  /** Characters that went into the compiler. */
  readonly size: number;
  readonly ms: number;
  readonly polls: number | undefined;
}

export const typescriptFile: string = createRequire(import.meta.url).resolve('typescript');

/** `compiled/node_modules/typescript`: the same file name, with polls. */
export function compileTypeScript(folder: string): Built {
  const source = readFileSync(typescriptFile, 'utf8');
  const began = performance.now();
  const { code, plan } = transform(source, {
    filename: 'typescript.cjs',
    sourceMap: true,
    target: `node${process.versions.node}`,
  });
  const ms = performance.now() - began;
  const home = join(folder, 'compiled/node_modules/typescript');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "main": "typescript.cjs" }\n');
  writeFileSync(join(home, 'typescript.cjs'), code);
  const polls = plan.sites.filter(({ flavour }) => flavour !== 'none').length;
  return { size: source.length, ms, polls };
}

export async function bundle(folder: string, compiled: boolean): Promise<Built> {
  const began = performance.now();
  const { metafile } = await build({
    entryPoints: ['type-check', 'format'].map((name) => join(import.meta.dirname, `${name}.ts`)),
    outdir: join(folder, compiled ? 'compiled' : 'plain'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: `node${process.versions.node}`,
    external: ['typescript', '@killable/runtime', '@killable/runtime/*'],
    metafile: true,
    plugins: compiled ? [killable({ target: `node${process.versions.node}` })] : [],
  });
  const ms = performance.now() - began;
  const size = Object.values(metafile.inputs).reduce((sum, { bytes }) => sum + bytes, 0);
  return { size, ms, polls: undefined };
}
