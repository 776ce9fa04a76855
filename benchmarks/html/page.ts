/** The report as one page that needs nothing from outside: figures first, then a plot per question, then the tables. */
import type { EngineResult, Report } from '../lib/types.ts';
import { barPlot } from './bars.ts';
import { cards } from './cards.ts';
import { latencyPlot } from './latency.ts';
import { ratioPlot } from './ratios.ts';
import { style } from './style.ts';
import { escape } from './svg.ts';

const labels: Record<string, string> = {
  default: 'killable, for any engine',
  engine: 'killable, for this engine',
  'naive-plain': 'naive: plain read everywhere',
  'naive-atomics': 'naive: Atomics.load everywhere',
  'loop-protect': 'loop-protect',
};
const order = ['engine', 'default', 'naive-plain', 'naive-atomics', 'loop-protect'];

export function page(report: Report): string {
  const { date, revision, machine, settings } = report;
  const parts = [
    `<h1>What an interruptible program costs</h1>`,
    `<p>killable puts polls into JavaScript, so that a thread can be interrupted anywhere. This is what the polls cost, and what they buy.</p>`,
    `<div class="meta">revision ${escape(revision)} · ${escape(date.slice(0, 16).replace('T', ' '))} UTC · ${escape(machine.cpu)}, ${machine.cores} cores, ${escape(machine.os)}, load ${machine.load.toFixed(1)} at the start · ${settings['quick'] === true ? 'quick run: for a look, not for a claim' : 'full run'} · estimate: ${escape(String(settings['estimate']))}</div>`,
    cards(report),
    ...report.engines.map(engineSection),
    sizeSection(report),
    throughputSection(report),
    latencySection(report),
    turnaroundSection(report),
    memorySection(report),
    failureSection(report),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>killable: what polls cost</title><style>${style}</style></head>
<body><main>
${parts.filter((part) => part !== '').join('\n')}
</main></body></html>
`;
}

function section(title: string, about: string, ...content: string[]): string {
  return `<h2>${escape(title)}</h2><p>${about}</p>${content.join('')}`;
}

function engineSection(engine: EngineResult): string {
  const present = new Set(engine.workloads.flatMap(({ variants }) => Object.keys(variants)));
  const names = order.filter((name) => present.has(name));
  if (engine.workloads.length === 0 || names.length === 0) return '';
  const legend = names.map(
    (name) => `<div class="v-${name}"><i></i><span>${labels[name]}</span></div>`,
  );
  const head = ['', 'uncompiled, ms', ...names].map((name) => `<th>${escape(name)}</th>`);
  const rows = engine.workloads.map(({ name, variants }) => {
    const cells = names.map((variant) => {
      const found = variants[variant];
      const ratio = found?.ratio;
      if (ratio != null)
        return `${ratio.value.toFixed(3)} <small>(${ratio.low.toFixed(3)}–${ratio.high.toFixed(3)})</small>`;
      return found === undefined
        ? ''
        : `<span title="${escape(found.failure ?? '')}">failed</span>`;
    });
    const all = [escape(name), variants['uncompiled']?.ms.toFixed(1) ?? '', ...cells];
    return `<tr>${all.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return section(
    `Running time on ${engine.target} (${engine.version})`,
    'Time relative to the uncompiled program: 1× is free, further left is better. Dots are medians over interleaved rounds, bars their 95 % intervals; the axis is logarithmic.',
    `<figure><div class="legend">${legend.join('')}</div>${ratioPlot(engine, names)}</figure>`,
    `<details><summary>All figures</summary><table><tr>${head.join('')}</tr>${rows.join('')}</table></details>`,
  );
}

function sizeSection({ size }: Report): string {
  if (size.length === 0) return '';
  const groups = size.map(({ name, variants }) => {
    const base = variants['uncompiled']!;
    const bars = order.flatMap((variant) => {
      const found = variants[variant];
      if (found === undefined) return [];
      const value = (found.packed / base.packed - 1) * 100;
      const raw = (found.raw / base.raw - 1) * 100;
      return [
        {
          label: variant,
          className: variant,
          value,
          shown: `${value.toFixed(1)} % (raw ${raw.toFixed(1)} %)`,
        },
      ];
    });
    return { title: `${name} · ${(base.packed / 1000).toFixed(0)} kB`, bars };
  });
  const about = 'Growth of the minified and gzipped text, by package.';
  return section('Code size', about, `<figure>${barPlot(about, groups)}</figure>`);
}

function throughputSection({ throughput }: Report): string {
  if (throughput.length === 0) return '';
  const groups = throughput.map(({ name, bytes, tools }) => ({
    title: `${name} · ${(bytes / 1e6).toFixed(1)} MB`,
    bars: Object.entries(tools).map(([tool, found]) => ({
      label: tool,
      className: tool === 'killable' ? 'engine' : 'other',
      value: 'failure' in found ? 0 : found.mbPerSecond,
      shown: 'failure' in found ? found.failure : `${found.mbPerSecond.toFixed(1)} MB/s`,
    })),
  }));
  const about =
    'Megabytes of source text per second, with a source map, one process per tool. Longer is better.';
  return section('Compile throughput', about, `<figure>${barPlot(about, groups)}</figure>`);
}

function latencySection({ latency }: Report): string {
  if (latency.length === 0) return '';
  const legend = latency.map(
    ({ name, how }, i) =>
      `<div><i class="line c-${i}"></i><span>${escape(`${name}: ${how}`)}</span></div>`,
  );
  const about =
    'How much has arrived after how long: an exception at its catch clause (solid), a worker destroyed by worker.terminate() (dashed).';
  return section(
    'Interrupt latency',
    about,
    `<figure><div class="legend">${legend.join('')}</div>${latencyPlot(latency)}</figure>`,
  );
}

function turnaroundSection({ turnaround }: Report): string {
  if (turnaround.length === 0) return '';
  const names = [...new Set(turnaround.map(({ name }) => name))];
  const groups = names.map((name) => ({
    title: name,
    bars: turnaround
      .filter((row) => row.name === name)
      .map(({ how, ms }) => ({
        label: how,
        className: how.startsWith('raiseExc') ? 'engine' : 'other',
        value: ms.value,
        shown: `${ms.value.toFixed(1)} ms`,
      })),
  }));
  const about =
    'From cancelling a job that never ends to the end of the next job. Shorter is better.';
  return section('Cancel, and go on', about, `<figure>${barPlot(about, groups)}</figure>`);
}

function memorySection({ memory }: Report): string {
  if (memory.length === 0) return '';
  const bars = memory.map(({ how, megabytes }) => ({
    label: how,
    className: how === 'Thread' ? 'engine' : 'other',
    value: megabytes.value,
    shown: `${megabytes.value.toFixed(1)} MB`,
  }));
  const about = 'Resident memory that one idle thread adds.';
  return section(
    'Memory per thread',
    about,
    `<figure>${barPlot(about, [{ title: '', bars }])}</figure>`,
  );
}

function failureSection({ failures, engines }: Report): string {
  const found = engines.flatMap(({ target, workloads }) =>
    workloads.flatMap(({ name, variants }) =>
      Object.entries(variants).flatMap(([variant, { failure }]) =>
        failure === null
          ? []
          : [{ section: target, name: `${name} · ${variant}`, reason: failure }],
      ),
    ),
  );
  const all = [...found, ...failures];
  if (all.length === 0) return '';
  const rows = all.map(
    ({ section: where, name, reason }) =>
      `<tr><td>${escape(where)}</td><td class="why">${escape(name)}</td><td class="why">${escape(reason)}</td></tr>`,
  );
  return section(
    'Failures',
    'What did not compile, gave another result than the uncompiled program, or could not be measured.',
    `<table>${rows.join('')}</table>`,
  );
}
