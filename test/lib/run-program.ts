/** Runs a text the way its kind is run (module, CommonJS, script), and hands what it did to the fixture's `exec.js`. */
import '@killable/runtime/abi';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { transformSync, type Loader } from 'esbuild';
import { scratchFolder } from './compile.ts';
import type { Fixture } from './fixtures.ts';

/** What `exec.js` is given. */
export interface Ran {
  /** Of a module its namespace; of CommonJS `module.exports`, also as `default`. */
  readonly exports: Record<string, unknown>;
  /** Completion value of a script. */
  readonly value: unknown;
  /** Runs a script once more in the same realm. */
  again(): unknown;
}

let runs = 0;

/** @param file its ending says which kind of program `code` is. */
export async function runProgram(
  code: string,
  { file, options, lower }: Pick<Fixture, 'file' | 'options' | 'lower'>,
): Promise<Ran> {
  const ending = file.slice(file.lastIndexOf('.') + 1);
  const isCommonJs = ending.startsWith('c') || options.sourceType === 'commonjs';
  const text =
    lower || ending.endsWith('x') || ending.endsWith('ts')
      ? stripped(code, ending, isCommonJs)
      : code;
  if (options.sourceType === 'script') {
    const again = (): unknown =>
      runInThisContext(text, { filename: `script${runs++}.js` }) as unknown;
    return { exports: {}, value: again(), again };
  }
  const folder = join(scratchFolder(), `run${runs++}`);
  mkdirSync(folder);
  const path = join(folder, isCommonJs ? 'program.cjs' : 'program.mjs');
  writeFileSync(path, text);
  const again = (): never => {
    throw new Error('only a script can run again');
  };
  if (isCommonJs) {
    const exports = createRequire(import.meta.url)(path) as Record<string, unknown>;
    return { exports: { default: exports, ...exports }, value: undefined, again };
  }
  const exports = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  return { exports, value: undefined, again };
}

function stripped(code: string, ending: string, isCommonJs: boolean): string {
  const loader = ending.replace(/^[cm]/, '') as Loader;
  return transformSync(code, {
    loader,
    target: 'node20',
    jsxFactory: 'h',
    jsxFragment: 'Fragment',
    // Keeps function names that lowering would change.
    keepNames: true,
    ...(isCommonJs && { format: 'cjs' }),
    tsconfigRaw: { compilerOptions: ending.endsWith('ts') ? { experimentalDecorators: true } : {} },
  }).code;
}
