/** Latencies as a distribution: how much of the interrupts has arrived after how many milliseconds. */
import type { LatencyRow } from '../lib/types.ts';
import { line, logScale, svg, tag, text } from './svg.ts';

const WIDTH = 960;
const HEIGHT = 330;
const LEFT = 60;
const TOP = 16;
const BOTTOM = 40;
const TICKS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];

export function latencyPlot(rows: readonly LatencyRow[]): string {
  const all = rows.flatMap(({ samples }) => samples);
  const low = Math.max(0.003, Math.min(...all) * 0.8);
  const x = logScale(low, Math.max(1, ...all) * 1.2, LEFT, WIDTH - 20, TICKS);
  const y = (share: number): number => HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  const grid = [
    ...x.ticks.map(
      (tick) =>
        line(x(tick), TOP, x(tick), HEIGHT - BOTTOM, 'grid') +
        text(x(tick), HEIGHT - BOTTOM + 18, `${tick} ms`, {
          class: 'tick',
          'text-anchor': 'middle',
        }),
    ),
    ...[0, 0.5, 0.9, 1].map(
      (share) =>
        line(LEFT, y(share), WIDTH - 20, y(share), 'grid') +
        text(LEFT - 8, y(share) + 4, `${share * 100} %`, { class: 'tick', 'text-anchor': 'end' }),
    ),
  ];
  const curves = rows.map(({ name, how, samples }, i) => {
    const points = samples.map(
      (ms, k) => `${x(ms).toFixed(1)},${y((k + 1) / samples.length).toFixed(1)}`,
    );
    const path = `M${x(samples[0]!).toFixed(1)},${y(0).toFixed(1)} L${points.join(' ')}`;
    return tag('path', { d: path, class: `curve c-${i}` }, tag('title', {}, `${name}: ${how}`));
  });
  return svg(WIDTH, HEIGHT, 'Share of interrupts that have arrived, by time', ...grid, ...curves);
}
