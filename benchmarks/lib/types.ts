/** What a workload exports, what a measurement yields, and the report that is written as JSON. */

/** A file of `kernels/` or `programs/`. Results are plain data: two variants agree if their JSON is the same. */
export interface Workload {
  /** The npm package that does the work; kernels have none. */
  package?: string;
  /** Files below `node_modules` whose texts are the input. */
  inputs?: readonly string[];
  /** Makes the input from the texts, once and outside the measured time. */
  prepare?: (texts: readonly string[]) => unknown;
  run: (input: unknown) => unknown;
  /** Whether the result is right by what the workload knows about it. */
  check: (result: never) => boolean;
}

export type Group = 'kernel' | 'program';

/** One child process: the times of the calls after warm-up, and a digest of the result. */
export interface Sample {
  times: number[];
  /** Processor time of the process per measured call, in milliseconds. */
  cpu: number;
  digest: string;
  right: boolean;
}

export interface Interval {
  value: number;
  low: number;
  high: number;
}

export interface VariantResult {
  /** Time of a call per round, in milliseconds. */
  rounds: number[];
  /** Median over the rounds. */
  ms: number;
  /** Time relative to the uncompiled program in the same round; null for a variant that failed. */
  ratio: Interval | null;
  bytes: number;
  failure: string | null;
}

export interface WorkloadResult {
  name: string;
  group: Group;
  package: string | null;
  variants: Record<string, VariantResult>;
}

export interface Summary {
  geomean: Interval;
  worst: { name: string; ratio: number };
  count: number;
  failures: number;
}

export interface EngineResult {
  name: string;
  version: string;
  target: string;
  workloads: WorkloadResult[];
  /** By group, then by variant. */
  summary: Record<Group, Record<string, Summary>>;
}

export interface SizeRow {
  name: string;
  /** By variant: bytes as compiled, and minified and gzipped. */
  variants: Record<string, { raw: number; packed: number }>;
}

export interface ThroughputRow {
  name: string;
  bytes: number;
  /** By tool: median seconds and megabytes per second, or why there is no figure. */
  tools: Record<string, { ms: Interval; mbPerSecond: number } | { failure: string }>;
}

export interface LatencyRow {
  name: string;
  how: string;
  /** Sorted, in milliseconds. */
  samples: number[];
  p50: number;
  p99: number;
  max: number;
}

export interface TurnaroundRow {
  name: string;
  how: string;
  ms: Interval;
}

export interface MemoryRow {
  how: string;
  megabytes: Interval;
}

/** A measurement that could not be taken, and why: the report shows it instead of leaving it out. */
export interface Failure {
  section: string;
  name: string;
  reason: string;
}

export interface Report {
  schema: 1;
  date: string;
  revision: string;
  machine: { cpu: string; cores: number; memory: number; os: string; load: number };
  settings: Record<string, unknown>;
  engines: EngineResult[];
  size: SizeRow[];
  throughput: ThroughputRow[];
  latency: LatencyRow[];
  turnaround: TurnaroundRow[];
  memory: MemoryRow[];
  failures: Failure[];
}
