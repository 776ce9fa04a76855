/**
 * A `before` transformer for the TypeScript API, ts-loader and ts-patch.
 *
 * The compiler plans and edits text, here as everywhere; the edited text is parsed once more, and the two trees are laid over one
 * another. What the edits left alone *is* the old node, so the checker's answers about it (import elision, constant enums,
 * decorator metadata), its comments and its source map stay right. Only the nodes on the way to an edit are new.
 *
 * A design that fails: returning the second tree as it is. Its nodes are unbound, so TypeScript elides every import.
 *
 * Limits: TypeScript before 7 (the native one takes no transformers). Down-levelling below ES2017 comes after this
 * transformer, so it is the code's async functions that are compiled, as everywhere.
 */
import { createRequire } from 'node:module';
import type ts from 'typescript';
import { TransformError } from './errors.ts';
import { createFilter, type FilterOptions } from './node/filter.ts';
import { isOwnPackage, sourceTypeOf } from './node/package-scope.ts';
import { Overlay } from './node/overlay.ts';
import { DEFAULT_RUNTIME, resolveOptions, type TransformOptions } from './options.ts';
import { transform } from './transform.ts';

type TypeScript = typeof ts;

export interface TypeScriptOptions extends TransformOptions, FilterOptions {}

/** What ts-patch reads from the entry of `plugins` beside the options. */
const patchKeys = new Set([
  'transform',
  'import',
  'type',
  'name',
  'after',
  'afterDeclarations',
  'transformProgram',
]);

/**
 * `ts-patch`: `"plugins": [{ "transform": "@killable/transform/typescript" }]`.
 * The API: `program.emit(undefined, undefined, undefined, undefined, { before: [killable(program, options)] })`; `program` may be
 * undefined. TypeScript is the one that ts-patch passes along, else the one that is installed.
 */
export default function killable(
  _program?: ts.Program | undefined,
  config: TypeScriptOptions & Record<string, unknown> = {},
  extras: { ts?: TypeScript } = {},
): ts.TransformerFactory<ts.SourceFile> {
  const entries = Object.entries(config).filter(([name]) => !patchKeys.has(name));
  const { include, exclude, ...options } = Object.fromEntries(entries) as TypeScriptOptions;
  resolveOptions(options);
  const accepts = createFilter({ include, exclude });
  const typescript = usable(extras.ts);
  return (context) => (file) => {
    const { fileName } = file;
    if (file.isDeclarationFile || isOwnPackage(fileName) || !accepts(fileName)) return file;
    const commonjs = becomesCommonJS(typescript, context, file);
    const { code, map, plan } = transform(file.text, {
      sourceType: commonjs || !isModule(typescript, file) ? 'unambiguous' : 'module',
      ...options,
      filename: fileName,
      sourceMap: true,
    });
    if (plan.alreadyCompiled || map === null) return file;
    return new Overlay(typescript, context, file, code, map).apply(
      options.runtime ?? DEFAULT_RUNTIME,
      commonjs,
    );
  };
}

/**
 * TypeScript does not know the names of an import that it has not bound and would leave them dangling in CommonJS output, so there
 * the ABI comes by a `require` of its own.
 */
function becomesCommonJS(
  typescript: TypeScript,
  context: ts.TransformationContext,
  file: ts.SourceFile,
): boolean {
  const { ModuleKind } = typescript;
  const { module = ModuleKind.CommonJS } = context.getCompilerOptions();
  if (module >= ModuleKind.Node16 && module <= ModuleKind.NodeNext)
    return file.impliedNodeFormat !== ModuleKind.ESNext;
  return module === ModuleKind.CommonJS;
}

/** A file without an import or export is a module where its package says so. */
function isModule(typescript: TypeScript, file: ts.SourceFile): boolean {
  return typescript.isExternalModule(file) || sourceTypeOf(file.fileName) === 'module';
}

/** The TypeScript that was passed along, else the installed one; the native TypeScript 7 has no API for this. */
function usable(passed: TypeScript | undefined): TypeScript {
  const found = passed ?? installed();
  if (typeof found?.visitEachChild === 'function') return found;
  throw new TransformError(
    'OPTION',
    '@killable/transform/typescript needs TypeScript 5 or 6: install it, or pass it as killable(program, options, { ts })',
  );
}

function installed(): TypeScript | undefined {
  try {
    return createRequire(import.meta.url)('typescript') as TypeScript;
  } catch {
    return undefined;
  }
}
