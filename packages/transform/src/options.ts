/**
 * The options, as one table: documentation, defaults, validation. The CLI's flags and the option reference come from it.
 */
import { TransformError } from './errors.ts';

export interface TransformOptions {
  /** Decides the syntax: .ts .tsx .mts .cts .js .jsx .mjs .cjs. Without it the text is read as TypeScript-free JavaScript with JSX. */
  filename?: string | undefined;
  sourceType?: 'module' | 'commonjs' | 'script' | 'unambiguous' | undefined;
  sourceMap?: boolean | undefined;
  inputSourceMap?: object | undefined;
  /** How a poll reads the flag; decided by `target` where it is not given. */
  poll?: 'sound' | 'plain' | undefined;
  /** Engines as in browserslist or esbuild: 'node20', 'chrome120', 'bun1'. */
  target?: string | string[] | undefined;
  functionPolls?: 'auto' | 'all' | undefined;
  awaits?: 'interruptible' | 'check' | undefined;
  /** The bound L, in microseconds of ordinary work. */
  latency?: number | undefined;
  /** Specifier of the ABI. */
  runtime?: string | undefined;
  audit?: boolean | undefined;
  /** Leave out polls that the latency bound does not need, and strip-mine counted loops. */
  optimize?: boolean | undefined;
}

export type ResolvedOptions = Required<
  Omit<TransformOptions, 'filename' | 'inputSourceMap' | 'poll' | 'target'>
> &
  Pick<TransformOptions, 'filename' | 'inputSourceMap' | 'poll'> & { target: readonly string[] };

export type OptionType = 'string' | 'strings' | 'boolean' | 'number' | 'object' | readonly string[];

export interface OptionRow {
  name: keyof TransformOptions;
  type: OptionType;
  default: unknown;
  doc: string;
}

export const DEFAULT_RUNTIME = '@killable/runtime/abi';

export const optionTable: readonly OptionRow[] = [
  {
    name: 'filename',
    type: 'string',
    default: undefined,
    doc: 'name of the file: its ending decides the syntax, and maps and errors bear it',
  },
  {
    name: 'sourceType',
    type: ['module', 'commonjs', 'script', 'unambiguous'],
    default: undefined,
    doc: 'what kind of source text it is (default: by the ending, else a module if it has an import or export)',
  },
  { name: 'sourceMap', type: 'boolean', default: true, doc: 'make a source map' },
  {
    name: 'inputSourceMap',
    type: 'object',
    default: undefined,
    doc: 'map of the given text to an earlier one; the new map is composed with it',
  },
  {
    name: 'poll',
    type: ['sound', 'plain'],
    default: undefined,
    doc: 'how a poll reads the flag: sound works on every engine, plain is cheaper and needs an engine that keeps the load in the loop (default: by target)',
  },
  {
    name: 'target',
    type: 'strings',
    default: undefined,
    doc: "engines that will run the code, such as 'node20', 'chrome120', 'bun1' (default: any engine)",
  },
  {
    name: 'functionPolls',
    type: ['auto', 'all'],
    default: 'auto',
    doc: 'poll at the entry of each function that needs it, or of all',
  },
  {
    name: 'awaits',
    type: ['interruptible', 'check'],
    default: 'interruptible',
    doc: "make a suspended await interruptible, or only check before it ('check' adds no microtask tick)",
  },
  {
    name: 'latency',
    type: 'number',
    default: 1000,
    doc: 'longest time without a poll, in microseconds of ordinary work',
  },
  {
    name: 'runtime',
    type: 'string',
    default: DEFAULT_RUNTIME,
    doc: 'module specifier of the ABI that compiled code imports',
  },
  {
    name: 'optimize',
    type: 'boolean',
    default: true,
    doc: 'leave out polls that the latency bound does not need, and strip-mine counted loops',
  },
  {
    name: 'audit',
    type: 'boolean',
    default: false,
    doc: 'count the cost of each block, for tests of the latency bound',
  },
];

/** @throws TransformError `OPTION` for an unknown name or a value out of range. */
export function resolveOptions(options: TransformOptions = {}): ResolvedOptions {
  for (const name of Object.keys(options)) {
    if (!optionTable.some((row) => row.name === name)) {
      throw new TransformError(
        'OPTION',
        `unknown option '${name}'; the options are ${optionTable.map((row) => row.name).join(', ')}`,
      );
    }
  }
  const resolved: Record<string, unknown> = {};
  for (const row of optionTable) {
    const value = options[row.name] ?? row.default;
    if (value !== undefined) check(row, value);
    resolved[row.name] = value;
  }
  resolved['target'] = options.target === undefined ? [] : [options.target].flat();
  resolved['sourceType'] ??= sourceTypeOf(options.filename);
  return resolved as ResolvedOptions;
}

function check({ name, type }: OptionRow, value: unknown): void {
  const ok =
    type === 'strings'
      ? [value].flat().every((item) => typeof item === 'string')
      : type === 'number'
        ? typeof value === 'number' && value > 0 && Number.isFinite(value)
        : type === 'object'
          ? typeof value === 'object'
          : typeof type === 'string'
            ? typeof value === type
            : type.includes(value as string);
  if (ok) return;
  const wanted =
    typeof type === 'string'
      ? {
          strings: 'a string or an array of strings',
          number: 'a number above 0',
          string: 'a string',
          boolean: 'true or false',
          object: 'an object',
        }[type]
      : type.map((item) => `'${item}'`).join(' or ');
  throw new TransformError(
    'OPTION',
    `option '${name}' is ${JSON.stringify(value)}; it takes ${wanted}`,
  );
}

function sourceTypeOf(filename: string | undefined): 'module' | 'commonjs' | 'unambiguous' {
  if (filename !== undefined && /\.m[jt]s$/i.test(filename)) return 'module';
  // A .cts file may have imports and exports, which TypeScript turns into CommonJS.
  if (filename !== undefined && /\.cjs$/i.test(filename)) return 'commonjs';
  return 'unambiguous';
}
