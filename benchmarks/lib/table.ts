/** The report for a terminal: plain columns, figures to the right, a mark on what is over the goal. */
import type { EngineResult, Interval, Report, Summary, WorkloadResult } from './types.ts';

const colours = process.stdout.isTTY;

export function terminalReport(report: Report): string {
  const parts = report.engines.map(engineTable);
  if (report.size.length > 0) parts.push(sizeTable(report));
  if (report.throughput.length > 0) parts.push(throughputTable(report));
  if (report.latency.length > 0) parts.push(latencyTable(report));
  if (report.turnaround.length > 0) {
    const rows = report.turnaround.map(({ name, how, ms }) => [name, how, around(ms, 1)]);
    parts.push(table('From cancel to the next job done, ms', ['case', 'how', 'median'], rows));
  }
  if (report.memory.length > 0) {
    const rows = report.memory.map(({ how, megabytes }) => [how, around(megabytes, 1)]);
    parts.push(table('Memory per thread, MB', ['how', 'median'], rows));
  }
  if (report.failures.length > 0) {
    const rows = report.failures.map(({ section, name, reason }) => [section, name, reason]);
    parts.push(table('Not measured', ['section', 'what', 'why'], rows));
  }
  return parts.join('\n');
}

function engineTable({ target, version, workloads, summary }: EngineResult): string {
  const names = [...new Set(workloads.flatMap(({ variants }) => Object.keys(variants)))].filter(
    (name) => name !== 'uncompiled',
  );
  const rows = workloads.map((workload) => workloadRow(workload, names));
  for (const group of ['program', 'kernel'] as const) {
    const found = summary[group];
    if (Object.keys(found).length === 0) continue;
    rows.push([`= ${group}s, geomean`, '', ...names.map((name) => summaryCell(found[name]))]);
    rows.push([`= ${group}s, worst`, '', ...names.map((name) => worstCell(found[name]))]);
  }
  const title = `Time relative to the uncompiled program, ${target} (${version}); 95 % interval`;
  return table(title, ['', 'ms', ...names], rows);
}

function workloadRow({ name, variants }: WorkloadResult, names: readonly string[]): string[] {
  const cells = names.map((variant) => {
    const result = variants[variant];
    if (result === undefined) return '';
    return result.ratio === null ? 'failed' : mark(around(result.ratio, 3), result.ratio.value);
  });
  return [name, variants['uncompiled']?.ms.toFixed(1) ?? '', ...cells];
}

function summaryCell(summary: Summary | undefined): string {
  return summary === undefined || summary.count === 0 ? '–' : around(summary.geomean, 3);
}

function worstCell(summary: Summary | undefined): string {
  if (summary === undefined || summary.count === 0) return '–';
  const failed = summary.failures > 0 ? `, ${summary.failures} failed` : '';
  return `${summary.worst.ratio.toFixed(2)} ${summary.worst.name}${failed}`;
}

function sizeTable({ size }: Report): string {
  const names = Object.keys(size[0]!.variants).filter((name) => name !== 'uncompiled');
  const rows = size.map(({ name, variants }) => {
    const base = variants['uncompiled']!;
    const cells = names.map((variant) => {
      const found = variants[variant];
      if (found === undefined) return 'failed';
      return `${percent(found.raw / base.raw)} ${percent(found.packed / base.packed)}`;
    });
    return [name, kilobytes(base.raw), kilobytes(base.packed), ...cells];
  });
  return table('Size: raw, and minified and gzipped', ['', 'kB', 'min+gz', ...names], rows);
}

function throughputTable({ throughput }: Report): string {
  const tools = [...new Set(throughput.flatMap((row) => Object.keys(row.tools)))];
  const rows = throughput.map(({ name, bytes, tools: found }) => {
    const cells = tools.map((tool) => {
      const cell = found[tool];
      if (cell === undefined) return '';
      return 'failure' in cell
        ? '–'
        : `${cell.mbPerSecond.toFixed(1)} (${cell.ms.value.toFixed(0)} ms)`;
    });
    return [name, kilobytes(bytes), ...cells];
  });
  return table('Compile throughput with a source map, MB/s', ['', 'kB', ...tools], rows);
}

function latencyTable({ latency }: Report): string {
  const rows = latency.map(({ name, how, samples, p50, p99, max }) => [
    name,
    how,
    String(samples.length),
    ...[p50, p99, max].map((ms) => ms.toFixed(3)),
  ]);
  return table('Interrupt latency, ms', ['in', 'how', 'n', 'p50', 'p99', 'max'], rows);
}

export function table(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const widths = head.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => visible(row[i] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => {
        const space = ' '.repeat(Math.max(0, widths[i]! - visible(cell).length));
        return i === 0 ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd();
  return `\n${title}\n${line(head)}\n${widths.map((width) => '─'.repeat(width)).join('  ')}\n${rows.map(line).join('\n')}\n`;
}

export function around({ value, low, high }: Interval, digits: number): string {
  // One round has no spread to tell of.
  if (low === high) return value.toFixed(digits);
  return `${value.toFixed(digits)} ±${((high - low) / 2).toFixed(digits)}`;
}

function percent(ratio: number): string {
  return `${ratio < 1 ? '−' : '+'}${Math.abs((ratio - 1) * 100).toFixed(1)} %`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}

/** Over a tenth slower is red, over a thirtieth yellow. */
function mark(text: string, ratio: number): string {
  if (!colours || ratio <= 1.03) return text;
  return `\x1b[${ratio > 1.1 ? 31 : 33}m${text}\x1b[0m`;
}

function visible(text: string): string {
  return text.replaceAll(/\x1b\[\d+m/g, '');
}
