/** The command line, as one table: `--help` is printed from it. */
import { parseArgs } from 'node:util';
import type { TransformOptions } from '@killable/transform';
import { fullEffort, quickEffort, type Effort, type Estimate } from './measure.ts';
import { variantNames } from './variants.ts';

export const sectionNames = [
  'run',
  'size',
  'throughput',
  'latency',
  'turnaround',
  'memory',
] as const;
export type SectionName = (typeof sectionNames)[number];

export interface BenchOptions {
  filter: string;
  engines: (string | undefined)[];
  variants: string[];
  sections: SectionName[];
  quick: boolean;
  effort: Effort;
  estimate: Estimate;
  transform: TransformOptions;
  json: string | undefined;
  html: string | undefined;
  print: boolean;
}

const flags = {
  filter: {
    type: 'string',
    doc: "only workloads whose name contains one of these (commas between), or 'kernels', 'programs'",
  },
  engine: {
    type: 'string',
    multiple: true,
    doc: 'path of an engine, or node@24, node@26, bun, deno; may be repeated',
  },
  variants: { type: 'string', doc: `which of ${variantNames.join(',')}` },
  sections: {
    type: 'string',
    doc: `which of ${sectionNames.join(',')} (default: all; with --filter: run,size)`,
  },
  quick: { type: 'boolean', doc: 'fewer rounds and shorter calls: for a look, not for a claim' },
  rounds: { type: 'string', doc: 'how many times each variant is measured' },
  estimate: {
    type: 'string',
    doc: "what a process's times become: median, least, or cpu (processor time: for a busy machine)",
  },
  'transform-options': { type: 'string', doc: "JSON, added to the options of killable's variants" },
  json: {
    type: 'string',
    doc: 'where the report goes (default: benchmarks/results/latest.json; - for the terminal)',
  },
  html: { type: 'string', doc: 'where the page goes (default: beside the JSON)' },
  help: { type: 'boolean', doc: 'this text' },
} as const;

export function help(): string {
  const rows = Object.entries(flags).map(([name, { type, doc }]) => {
    const flag = `--${name}${type === 'string' ? ' <…>' : ''}`;
    return `  ${flag.padEnd(26)}${doc}`;
  });
  return `npm run bench -- [options]\n\n${rows.join('\n')}\n`;
}

/** null: help was asked for. */
export function readOptions(argv: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({ args: [...argv], options: flags, strict: true });
  if (values.help === true) return null;
  const quick = values.quick === true;
  const effort = quick ? quickEffort : fullEffort;
  const rounds = values.rounds === undefined ? effort.rounds : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw bad('rounds', values.rounds, 'a whole number above 0');
  const estimate = values.estimate ?? 'median';
  if (estimate !== 'median' && estimate !== 'least' && estimate !== 'cpu') {
    throw bad('estimate', estimate, 'median, least or cpu');
  }
  const narrow = values.filter !== undefined || values.variants !== undefined;
  const sections = list(values.sections) ?? (narrow ? ['run', 'size'] : [...sectionNames]);
  for (const name of sections) {
    if (!(sectionNames as readonly string[]).includes(name))
      throw bad('sections', name, sectionNames.join(', '));
  }
  return {
    filter: values.filter ?? '',
    engines: values.engine ?? [undefined],
    variants: list(values.variants) ?? [...variantNames],
    sections: sections as SectionName[],
    quick,
    effort: { ...effort, rounds },
    estimate,
    transform: readJson(values['transform-options']),
    json: values.json === '-' ? undefined : values.json,
    html: values.html,
    print: values.json === '-',
  };
}

function list(text: string | undefined): string[] | undefined {
  return text?.split(',').map((part) => part.trim());
}

function readJson(text: string | undefined): TransformOptions {
  if (text === undefined) return {};
  try {
    return JSON.parse(text) as TransformOptions;
  } catch {
    throw bad('transform-options', text, `JSON, such as '{"latency":500}'`);
  }
}

function bad(flag: string, value: unknown, wanted: string): Error {
  return new Error(`[killable] --${flag} is ${JSON.stringify(value)}; it takes ${wanted}`);
}
