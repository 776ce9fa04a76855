/**
 * Every flag of the command in one table: parsing, help and validation read it. The compiler's own flags are made from
 * `optionTable`, so a new option is a new flag.
 */
import { parseArgs } from 'node:util';
import { optionTable, resolveOptions, type OptionRow, type TransformOptions } from '../options.ts';
import { TransformError } from '../errors.ts';

/** The command line was wrong: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

interface Flag {
  name: string;
  short?: string;
  /** What stands after the flag; absent for a switch. `[=…]` may be left out. */
  value?: string;
  multiple?: boolean;
  /** A switch that is on, so its use is `--no-…`. */
  negatable?: boolean;
  doc: string;
}

const own: readonly Flag[] = [
  {
    name: 'out',
    short: 'o',
    value: '<dir>',
    doc: "where to write: a folder, or a file for one input (default: tsconfig's outDir; one file: standard output)",
  },
  { name: 'emit', value: '<js|ts>', doc: 'js strips TypeScript and JSX (default), ts keeps both' },
  {
    name: 'source-maps',
    value: '[=external|inline|none]',
    doc: 'maps beside the files, inside them, or none (default: as tsconfig says, else external)',
  },
  {
    name: 'declarations',
    doc: "write declarations (.d.ts) of the original sources (default: tsconfig's declaration); --no-declarations writes none",
  },
  {
    name: 'project',
    short: 'p',
    value: '<file>',
    doc: 'the tsconfig.json to read (default: the nearest one above the input)',
  },
  {
    name: 'extensions',
    value: '<list>',
    multiple: true,
    doc: 'endings to compile in folders (default: .js,.mjs,.cjs,.jsx,.ts,.mts,.cts,.tsx)',
  },
  {
    name: 'ignore',
    value: '<glob>',
    multiple: true,
    doc: 'files in folders to leave out; may be repeated (node_modules always is)',
  },
  { name: 'copy-files', doc: 'copy the other files of the folders too' },
  { name: 'watch', short: 'w', doc: 'go on, and compile what changes' },
  { name: 'report', doc: 'print the plan of each file: where polls are, where not, and why' },
  { name: 'check', doc: 'compile and report errors, write nothing' },
  {
    name: 'filename',
    value: '<name>',
    doc: "name of the text on standard input (path '-'); its ending decides the syntax (default: stdin.js)",
  },
  { name: 'quiet', short: 'q', doc: 'print errors only' },
  { name: 'help', short: 'h', doc: 'print this help' },
  { name: 'version', short: 'v', doc: 'print the version' },
];

/** Options that the command sets itself. */
const unflagged = new Set(['filename', 'sourceMap', 'inputSourceMap']);
const compiler = optionTable.filter((row) => !unflagged.has(row.name));

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const compilerFlags: readonly Flag[] = compiler.map((row) => ({
  name: kebab(row.name),
  ...(row.type === 'boolean' ? {} : { value: valueOf(row) }),
  multiple: row.type === 'strings',
  negatable: row.type === 'boolean' && row.default === true,
  doc:
    row.default === undefined || row.default === false
      ? row.doc
      : `${row.doc} (default: ${JSON.stringify(row.default).replace(/^"|"$/g, '')})`,
}));

function valueOf({ type }: OptionRow): string {
  if (typeof type !== 'string') return `<${type.join('|')}>`;
  return { strings: '<list>', number: '<number>', string: '<text>', boolean: '', object: '<json>' }[
    type
  ];
}

export interface Arguments {
  paths: string[];
  out: string | undefined;
  emit: 'js' | 'ts';
  sourceMaps: 'external' | 'inline' | 'none' | undefined;
  declarations: boolean | undefined;
  project: string | undefined;
  extensions: string[];
  ignore: string[];
  copyFiles: boolean;
  watch: boolean;
  report: boolean;
  check: boolean;
  filename: string | undefined;
  quiet: boolean;
  help: boolean;
  version: boolean;
  options: TransformOptions;
}

/** @throws UsageError which says what is wrong and what would be right. */
export function parseFlags(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const text = (name: string): string | undefined => values[name] as string | undefined;
  const on = (name: string): boolean => values[name] === true;
  const list = (name: string): string[] =>
    ((values[name] as string[] | undefined) ?? [])
      .flatMap((item) => item.split(','))
      .map((item) => item.trim())
      .filter(Boolean);
  const extensions = list('extensions').map((item) => (item.startsWith('.') ? item : `.${item}`));
  return {
    paths: positionals,
    out: text('out'),
    emit: oneOf('emit', text('emit') ?? 'js', ['js', 'ts']),
    sourceMaps:
      text('source-maps') === undefined
        ? undefined
        : oneOf('source-maps', text('source-maps')!, ['external', 'inline', 'none'] as const),
    declarations: values['declarations'] as boolean | undefined,
    project: text('project'),
    extensions:
      extensions.length > 0
        ? extensions
        : ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx'],
    ignore: (values['ignore'] as string[] | undefined) ?? [],
    copyFiles: on('copy-files'),
    watch: on('watch'),
    report: on('report'),
    check: on('check'),
    filename: text('filename'),
    quiet: on('quiet'),
    help: on('help'),
    version: on('version'),
    options: compilerOptions(values, list),
  };
}

type Values = Record<string, unknown>;

function parse(argv: readonly string[]): { values: Values; positionals: string[] } {
  const end = argv.indexOf('--');
  const args = argv.map((arg, index) =>
    arg === '--source-maps' && (end < 0 || index < end) ? '--source-maps=external' : arg,
  );
  const options = Object.fromEntries(
    [...own, ...compilerFlags].map(({ name, short, value, multiple }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short && { short }),
        multiple: multiple ?? false,
      },
    ]),
  );
  try {
    return parseArgs({ args, options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw new UsageError((error as Error).message.split('. To specify')[0]);
  }
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  if (allowed.includes(value as T)) return value as T;
  throw new UsageError(`--${flag} is '${value}'; it takes ${allowed.join(', ')}`);
}

function compilerOptions(values: Values, list: (name: string) => string[]): TransformOptions {
  const options: Record<string, unknown> = {};
  for (const { name, type } of compiler) {
    const flag = kebab(name);
    if (values[flag] === undefined) continue;
    options[name] =
      type === 'strings' ? list(flag) : type === 'number' ? Number(values[flag]) : values[flag];
  }
  try {
    resolveOptions(options);
  } catch (error) {
    if (!(error instanceof TransformError)) throw error;
    throw new UsageError(error.reason);
  }
  return options;
}

export function help(): string {
  return [
    'killable-compile <paths...> [-o dir]',
    '',
    'Compiles JavaScript and TypeScript so that a thread that runs it can be interrupted anywhere.',
    "Paths are files and folders, or '-' for standard input.",
    'Without a path, the files of the nearest tsconfig.json.',
    '',
    'Options:',
    ...rows(own),
    '',
    'Compiler options:',
    ...rows(compilerFlags),
    '',
    'Exit codes: 0 all went well, 1 a file failed (the others are written), 2 the command line was wrong.',
    '',
  ].join('\n');
}

const column = 34;
const width = 100;

function rows(flags: readonly Flag[]): string[] {
  return flags.flatMap(({ name, short, value = '', negatable, doc }) => {
    const left = `  ${short === undefined ? '    ' : `-${short}, `}--${negatable ? '[no-]' : ''}${name}${value.startsWith('[') || value === '' ? value : ` ${value}`}`;
    const lines = wrap(doc, width - column);
    const first = left.length < column ? [left.padEnd(column) + lines.shift()!] : [left];
    return [...first, ...lines.map((line) => ' '.repeat(column) + line)];
  });
}

function wrap(text: string, limit: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length + 1 > limit) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
