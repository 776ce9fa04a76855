/**
 * What the loader hooks have in common: which files they compile, and how the text of one becomes what Node runs. A map goes
 * along inside the text, which is where `--enable-source-maps` and debuggers look for it.
 */
import { getTsconfig, type Cache } from 'get-tsconfig';
import { resolveOptions, type TransformOptions } from '../options.ts';
import { transform } from '../transform.ts';
import { createFilter, type Filter } from './filter.ts';
import { splitMap, withInlineMap } from './input-map.ts';
import { isLoader, isOwnPackage, sourceTypeOf } from './package-scope.ts';
import {
  needsStripping,
  strip,
  stripSync,
  type StripInput,
  type StripOutput,
} from './strip-types.ts';

type StaticPattern = string | RegExp | readonly (string | RegExp)[];

/** Options of the loader. They travel to another thread, so patterns are globs and regular expressions, not functions. */
export interface RegisterOptions extends TransformOptions {
  include?: StaticPattern | undefined;
  exclude?: StaticPattern | undefined;
}

export type Format = 'module' | 'commonjs';

export interface Loaded {
  code: string;
  format: Format;
}

/** How a text came: as the author wrote it, or as JavaScript that another loader (tsx, Node itself) has made of it. */
export type State = 'written' | 'stripped';

export class Compiler {
  readonly options: TransformOptions;
  readonly #accepts: Filter;

  constructor({ include, exclude, ...options }: RegisterOptions = {}) {
    // A wrong option is reported once, here, and not for each file.
    resolveOptions(options);
    this.options = options;
    this.#accepts = createFilter({ include, exclude });
  }

  wants(file: string): boolean {
    return (
      /\.[cm]?[jt]sx?$/i.test(file) &&
      !/\.d\.[cm]?ts$/i.test(file) &&
      !isOwnPackage(file) &&
      !isLoader(file) &&
      this.#accepts(file)
    );
  }

  async compile(source: string, file: string, state: State): Promise<Loaded> {
    const steps = this.#compile(source, file, state);
    let step = steps.next();
    while (!step.done) step = steps.next(await strip(step.value));
    return step.value;
  }

  compileSync(source: string, file: string, state: State): Loaded {
    const steps = this.#compile(source, file, state);
    let step = steps.next();
    while (!step.done) step = steps.next(stripSync(step.value));
    return step.value;
  }

  /** The steps of both; what it yields is for esbuild, which the one asks and waits, and the other asks and blocks. */
  *#compile(
    source: string,
    file: string,
    state: State,
  ): Generator<StripInput, Loaded, StripOutput> {
    const { code, map } = splitMap(source, file);
    const written = state === 'written' && needsStripping(file);
    // TypeScript's own CommonJS modules import and export; CommonJS has to be made of them before polls are put in.
    if (written && /\.cts$/i.test(file)) {
      const made = yield { ...this.#stripInput(code, file, map), format: 'cjs' };
      return this.#transformed(made.code, file, made.map, '.cjs');
    }
    if (!written) return this.#transformed(code, file, map, undefined, source);
    const result = transform(code, this.#optionsFor(file, file, map));
    const stripped = yield { ...this.#stripInput(result.code, file, result.map), source: code };
    return {
      code: withInlineMap(stripped.code, stripped.map),
      format: formatOf(result.plan.sourceType),
    };
  }

  #transformed(
    code: string,
    file: string,
    map: object | null | undefined,
    ending?: string,
    source = code,
  ): Loaded {
    // JavaScript that bears a TypeScript name is read as JavaScript: `f(a<b, c>(d))` is not the same in both.
    const name =
      ending === undefined
        ? file.replace(/\.([cm]?)tsx?$/i, '.$1js')
        : file.replace(/\.[^.]+$/, ending);
    const { code: compiled, map: made, plan } = transform(code, this.#optionsFor(name, file, map));
    const format = formatOf(plan.sourceType);
    if (plan.alreadyCompiled) return { code: source, format };
    return { code: withInlineMap(compiled, made), format };
  }

  #optionsFor(
    filename: string,
    file: string,
    inputSourceMap: object | null | undefined,
  ): TransformOptions {
    const { sourceMap = true } = this.options;
    const sourceType = /\.cts$/i.test(file) ? undefined : sourceTypeOf(file);
    return {
      sourceType,
      ...this.options,
      filename,
      sourceMap,
      inputSourceMap: sourceMap ? (inputSourceMap ?? undefined) : undefined,
    };
  }

  #stripInput(code: string, filename: string, map: object | null | undefined): StripInput {
    return {
      code,
      filename,
      source: code,
      map: this.options.sourceMap === false ? null : map,
      compilerOptions: settingsFor(filename),
    };
  }
}

function formatOf(sourceType: 'module' | 'commonjs' | 'script'): Format {
  return sourceType === 'module' ? 'module' : 'commonjs';
}

const cache: Cache = new Map();

/** The tsconfig.json that holds for a file, as esbuild wants it. Dependencies come compiled, so theirs is nobody's concern. */
function settingsFor(file: string): object | undefined {
  if (/[/\\]node_modules[/\\]/.test(file)) return undefined;
  return getTsconfig(file, 'tsconfig.json', cache)?.config.compilerOptions;
}
