/** The variants: name, and what it does to the uncompiled text. */
import { transformSync, type PluginItem } from '@babel/core';
import protect from '@freecodecamp/loop-protect';
import { transform, type TransformOptions } from '@killable/transform';
import { naive } from '../naive/visitor.ts';
import { root } from './paths.ts';

export interface CompileContext {
  readonly filename: string;
  /** The running engine, as `target` names it. */
  readonly target: string;
  /** From the command line: added to the options of killable's variants. */
  readonly options: TransformOptions;
}

export interface Variant {
  readonly name: string;
  readonly label: string;
  /** The tree whose runtime the compiled text imports. */
  readonly tree: string;
  /** Part of the cache's key: what the compiler is, beside the text and the context. */
  readonly compiler: readonly string[];
  /** Whether the engine that will run the text changes it. */
  readonly needsTarget: boolean;
  readonly compile: (code: string, context: CompileContext) => string;
}

/** A guard breaks its loop after this time. Long, so that what is measured is its cost, not its mistakes. */
const LOOP_PROTECT_MS = 60_000;

const ours = ['packages/transform/dist', 'packages/runtime/dist'];

export const variants: readonly Variant[] = [
  row('uncompiled', 'uncompiled', [], (code) => code),
  row(
    'default',
    'killable, any engine',
    ours,
    (code, { filename, options }) =>
      transform(code, { filename, sourceMap: false, ...options }).code,
  ),
  row(
    'engine',
    'killable, this engine',
    ours,
    (code, { filename, target, options }) =>
      transform(code, { filename, target, sourceMap: false, ...options }).code,
  ),
  row('naive-plain', 'naive, plain read', ['benchmarks/naive'], (code, { filename }) =>
    babel(code, filename, [naive('plain')]),
  ),
  row('naive-atomics', 'naive, Atomics.load', ['benchmarks/naive'], (code, { filename }) =>
    babel(code, filename, [naive('atomics')]),
  ),
  row('loop-protect', 'loop-protect', [], (code, { filename }) =>
    babel(code, filename, [protect(LOOP_PROTECT_MS)]),
  ),
];

export const variantNames: readonly string[] = variants.map(({ name }) => name);

export function chooseVariants(names: readonly string[]): Variant[] {
  return ['uncompiled', ...names.filter((name) => name !== 'uncompiled')].map((name) => {
    const found = variants.find((variant) => variant.name === name);
    if (found !== undefined) return found;
    throw new Error(`[killable] no variant '${name}'; the variants are ${variantNames.join(', ')}`);
  });
}

/** Babel with no configuration but these plugins. */
export function babel(code: string, filename: string, plugins: PluginItem[]): string {
  const result = transformSync(code, {
    filename,
    plugins,
    babelrc: false,
    configFile: false,
    compact: false,
    sourceType: 'module',
  });
  return result!.code!;
}

function row(
  name: string,
  label: string,
  compiler: readonly string[],
  compile: Variant['compile'],
): Variant {
  return { name, label, tree: root, compiler, needsTarget: name === 'engine', compile };
}
