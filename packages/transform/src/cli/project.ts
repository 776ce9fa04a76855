/**
 * What a tsconfig.json says, read through ts-morph (which brings its own TypeScript, so the user's version does not matter):
 * the files, the folders, the JSX settings, the module format, and the declarations of the original sources.
 */
import { relative, resolve } from 'node:path';
import { Project as MorphProject, ts } from 'ts-morph';
import type { RawMap } from '../node/input-map.ts';
import { packageScope } from '../node/package-scope.ts';
import { UsageError } from './flags.ts';
import { importsTypeScript } from './paths.ts';

export interface Declaration {
  /** The source file that it declares. */
  input: string;
  path: string;
  text: string;
}

export class Project {
  readonly file: string | undefined;
  /** The files that `files`, `include` and `exclude` leave. */
  readonly files: readonly string[];
  readonly rootDir: string | undefined;
  readonly outDir: string | undefined;
  readonly declaration: boolean;
  readonly sourceMaps: 'external' | 'inline' | 'none' | undefined;
  /** `compilerOptions` in the shape that esbuild reads. */
  readonly compilerOptions: Record<string, unknown>;
  /** The target, as esbuild names it. */
  readonly target: string[] | undefined;
  readonly #options: ts.CompilerOptions;

  /** @param file without one, the settings of a project that has no tsconfig.json. */
  constructor(file?: string) {
    const parsed = file === undefined ? bare : parse(file);
    const options = parsed.options;
    this.file = file;
    this.files = parsed.fileNames.map((name) => resolve(name));
    this.rootDir = options.rootDir === undefined ? undefined : resolve(options.rootDir);
    this.outDir = options.outDir === undefined ? undefined : resolve(options.outDir);
    this.declaration = options.declaration ?? options.composite ?? false;
    this.sourceMaps = options.inlineSourceMap
      ? 'inline'
      : options.sourceMap
        ? 'external'
        : undefined;
    this.compilerOptions = forEsbuild(options);
    this.target = options.target === undefined ? undefined : [esbuildTarget(options.target)];
    this.#options = options;
  }

  get keepsJsx(): boolean {
    return (
      this.#options.jsx === ts.JsxEmit.Preserve || this.#options.jsx === ts.JsxEmit.ReactNative
    );
  }

  /**
   * esbuild strips types file by file and changes nothing else. Three settings ask for more, and then TypeScript's own emitter
   * runs (before the compiler, which then reads its output): modules that become CommonJS, decorator metadata, and import
   * endings that are rewritten. It keeps comments, so the opt-outs in them still hold.
   */
  needsEmitter(file: string, code: string): boolean {
    if (importsTypeScript(code)) return true;
    if (!/\.[cm]?tsx?$/i.test(file)) return false;
    const { emitDecoratorMetadata, rewriteRelativeImportExtensions, importHelpers } = this.#options;
    return (
      Boolean(emitDecoratorMetadata || rewriteRelativeImportExtensions || importHelpers) ||
      this.#toCommonJS(file)
    );
  }

  #toCommonJS(file: string): boolean {
    const { module = ts.ModuleKind.ESNext } = this.#options;
    if (/\.cts$/i.test(file)) return true;
    if (/\.mts$/i.test(file)) return false;
    if (module === ts.ModuleKind.CommonJS) return true;
    const follows = module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
    return follows && packageScope(file).type !== 'module';
  }

  /** TypeScript's emitter on one file. Async functions stay: lowered ones would hide their awaits from the compiler. */
  emit(code: string, file: string): { code: string; map: RawMap; commonjs: boolean } {
    const commonjs = this.#toCommonJS(file);
    const { target = ts.ScriptTarget.ESNext } = this.#options;
    const { outputText, sourceMapText } = ts.transpileModule(code, {
      fileName: file,
      compilerOptions: {
        ...this.#options,
        module: commonjs ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
        moduleResolution: undefined,
        target: Math.max(target, ts.ScriptTarget.ES2018),
        sourceMap: true,
        inlineSourceMap: false,
        inlineSources: false,
        sourceRoot: undefined,
        rewriteRelativeImportExtensions: true,
        allowJs: true,
        declaration: false,
        declarationMap: false,
        composite: false,
        removeComments: false,
      },
    });
    const map = JSON.parse(sourceMapText ?? 'null') as RawMap;
    return {
      code: outputText.replace(/\n\/\/# sourceMappingURL=\S*\s*$/, '\n'),
      map: { ...map, sources: [file] },
      commonjs,
    };
  }

  /** Declarations of the original sources, and what TypeScript says where it cannot make one. */
  declarations(
    inputs: readonly string[],
    rootDir: string,
    outDir: string,
  ): { files: Declaration[]; errors: { input: string; text: string }[] } {
    const morph = new MorphProject({
      tsConfigFilePath: this.file!,
      skipAddingFilesFromTsConfig: true,
      compilerOptions: {
        declaration: true,
        noEmit: false,
        emitDeclarationOnly: true,
        composite: false,
        incremental: false,
        rootDir,
        outDir,
        declarationDir: undefined,
        declarationMap: false,
      },
    });
    const sources = inputs.map((input) => morph.addSourceFileAtPath(input));
    const program = morph.getProgram().compilerObject;
    const files: Declaration[] = [];
    const errors: { input: string; text: string }[] = [];
    for (const source of sources) {
      const input = resolve(source.getFilePath());
      const failures = program.getDeclarationDiagnostics(source.compilerNode);
      errors.push(...failures.map((failure) => ({ input, text: describe(failure) })));
      if (failures.length > 0) continue;
      program.emit(
        source.compilerNode,
        (path, text) => files.push({ input, path: resolve(path), text }),
        undefined,
        true,
      );
    }
    return { files, errors };
  }
}

function describe(diagnostic: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  if (diagnostic.file === undefined) return text;
  const { line, character } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return `${relative(process.cwd(), diagnostic.file.fileName)}:${line + 1}:${character + 1}: ${text}`;
}

function fail(file: string, diagnostic: ts.Diagnostic): never {
  throw new UsageError(`${file}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`);
}

const jsx: Partial<Record<ts.JsxEmit, string>> = {
  [ts.JsxEmit.Preserve]: 'preserve',
  [ts.JsxEmit.ReactNative]: 'preserve',
  [ts.JsxEmit.React]: 'react',
  [ts.JsxEmit.ReactJSX]: 'react-jsx',
  [ts.JsxEmit.ReactJSXDev]: 'react-jsxdev',
};

function parse(file: string): ts.ParsedCommandLine {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail(file, diagnostic),
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(file, {}, host);
  if (parsed === undefined) throw new UsageError(`${file} cannot be read`);
  // An `include` that matches nothing is no error here: the command line may name the files.
  const broken = parsed.errors.find(
    ({ category, code }) =>
      category === ts.DiagnosticCategory.Error && code !== 18003 && code !== 18002,
  );
  if (broken !== undefined) fail(file, broken);
  return parsed;
}

const bare: ts.ParsedCommandLine = { options: {}, fileNames: [], errors: [] };

/** The settings that decide what stripping does; names as in a tsconfig.json. */
const passedOn = [
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'experimentalDecorators',
  'useDefineForClassFields',
  'verbatimModuleSyntax',
  'alwaysStrict',
  'strict',
] as const;

function forEsbuild(options: ts.CompilerOptions): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name of passedOn) if (options[name] !== undefined) result[name] = options[name];
  if (options.jsx !== undefined) result['jsx'] = jsx[options.jsx];
  if (options.target !== undefined) result['target'] = ts.ScriptTarget[options.target];
  return result;
}

function esbuildTarget(target: ts.ScriptTarget): string {
  if (target >= ts.ScriptTarget.ESNext) return 'esnext';
  // esbuild cannot go below ES2015, and compiled code needs no less.
  return `es${Math.max(2015, 2013 + target)}`;
}
