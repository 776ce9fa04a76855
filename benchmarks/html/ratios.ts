/** One row per workload, one dot per variant: time relative to the uncompiled program, with its interval. */
import type { EngineResult, Interval } from '../lib/types.ts';
import { line, logScale, svg, tag, text } from './svg.ts';

const WIDTH = 960;
const LEFT = 170;
const RIGHT = 20;
const ROW = 21;
const TOP = 34;
const TICKS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 5, 8, 13, 20];

export function ratioPlot(
  { target, workloads, summary }: EngineResult,
  names: readonly string[],
): string {
  const rows: { label: string; strong: boolean; cells: [string, Interval][] }[] = [];
  for (const group of ['program', 'kernel'] as const) {
    const found = workloads.filter((workload) => workload.group === group);
    if (found.length === 0) continue;
    const means = names.flatMap((name) => {
      const mean = summary[group][name];
      return mean === undefined || mean.count === 0
        ? []
        : [[name, mean.geomean] as [string, Interval]];
    });
    const title = group === 'program' ? 'npm packages' : 'kernels';
    rows.push({ label: `${title}, geomean`, strong: true, cells: means });
    for (const { name, package: from, variants } of found) {
      const cells = names.flatMap((variant) => {
        const ratio = variants[variant]?.ratio;
        return ratio == null ? [] : [[variant, ratio] as [string, Interval]];
      });
      rows.push({ label: from ?? name, strong: false, cells });
    }
  }
  const highest = Math.max(1.3, ...rows.flatMap(({ cells }) => cells.map(([, { high }]) => high)));
  const x = logScale(0.8, Math.min(20, highest * 1.05), LEFT, WIDTH - RIGHT, TICKS);
  const height = TOP + rows.length * ROW + 8;
  const shown = x.ticks.filter((tick) => tick === 1 || Math.abs(x(tick) - x(1)) > 30);
  const grid = shown.map(
    (tick) =>
      line(x(tick), TOP - 8, x(tick), height - 8, tick === 1 ? 'base' : 'grid') +
      text(x(tick), TOP - 14, `${tick}×`, { class: 'tick', 'text-anchor': 'middle' }),
  );
  const drawn = rows.map(({ label, strong, cells }, i) => {
    const y = TOP + i * ROW + ROW / 2;
    const stripe = strong
      ? tag('rect', { x: 0, y: y - ROW / 2, width: WIDTH, height: ROW, class: 'stripe' })
      : '';
    const name = text(LEFT - 12, y + 4, label, {
      'text-anchor': 'end',
      class: strong ? 'label strong' : 'label',
    });
    // The variants that matter most are drawn last, over the others.
    const dots = [...cells]
      .reverse()
      .map(([variant, { value, low, high }]) =>
        tag(
          'g',
          { class: `v-${variant}` },
          tag(
            'title',
            {},
            `${label}, ${variant}: ${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`,
          ),
          line(x(low), y, x(high), y, 'whisker'),
          tag('circle', { cx: x(value), cy: y, r: strong ? 6 : 4.5 }),
        ),
      );
    return stripe + name + dots.join('');
  });
  const label = `Time relative to the uncompiled program on ${target}, one row per workload`;
  return svg(WIDTH, height, label, ...grid, ...drawn);
}
