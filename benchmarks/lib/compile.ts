/**
 * Text × variant → a file that an engine can load. Kept in the cache under a hash of everything that decides it: the text,
 * the compiler's own files, the options. A variant that cannot compile a text is a finding, so it is returned, not thrown.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { naiveRuntime } from '../naive/visitor.ts';
import { cache } from './paths.ts';
import type { CompileContext, Variant } from './variants.ts';

export interface Artefact {
  readonly variant: Variant;
  readonly file: string;
  readonly bytes: number;
  readonly failure: string | null;
}

const compilers = new Map<string, string>();

export function compileTo(
  name: string,
  code: string,
  variant: Variant,
  context: Omit<CompileContext, 'filename'>,
): Artefact {
  const folder = cache(variant.tree);
  writeFileSync(join(folder, naiveRuntime.file), naiveRuntime.text);
  const target = variant.needsTarget ? context.target : '';
  const options = variant.compiler.length > 0 ? context.options : {};
  const key = JSON.stringify([code, variant.label, compilerHash(variant), target, options]);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12);
  const file = join(folder, `${name}.${variant.name}.${hash}.mjs`);
  if (!existsSync(file)) {
    prune(folder, `${name}.${variant.name}.`);
    try {
      writeFileSync(file, variant.compile(code, { ...context, filename: `${name}.mjs` }));
    } catch (error) {
      const failure = `does not compile: ${String(error instanceof Error ? error.message : error).slice(0, 300)}`;
      return { variant, file, bytes: 0, failure };
    }
  }
  return { variant, file, bytes: statSync(file).size, failure: null };
}

/** An artefact is not needed for long: a few versions of each are kept, for runs that go on at the same time. */
function prune(folder: string, prefix: string): void {
  const old = readdirSync(folder)
    .filter((entry) => entry.startsWith(prefix))
    .map((entry) => ({ file: join(folder, entry), at: statSync(join(folder, entry)).mtimeMs }))
    .sort((a, b) => b.at - a.at)
    .slice(5);
  for (const { file } of old) rmSync(file, { force: true });
}

function compilerHash({ tree, compiler }: Variant): string {
  const key = `${tree}:${compiler.join()}`;
  let hash = compilers.get(key);
  if (hash === undefined) {
    const sum = createHash('sha256');
    for (const folder of compiler) addFolder(join(tree, folder), sum);
    compilers.set(key, (hash = sum.digest('hex')));
  }
  return hash;
}

function addFolder(folder: string, sum: ReturnType<typeof createHash>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && /\.[jt]s$/.test(entry.name)) {
      sum.update(entry.name).update(readFileSync(join(entry.parentPath ?? entry.path, entry.name)));
    }
  }
}
