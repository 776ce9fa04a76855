/** Horizontal bars, in groups: sizes, throughput, turnaround, memory. */
import { linearScale, svg, tag, text } from './svg.ts';

export interface Bar {
  readonly label: string;
  readonly className: string;
  readonly value: number;
  readonly shown: string;
}

export interface BarGroup {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 960;
const LEFT = 190;
const ROW = 20;
const HEAD = 26;

export function barPlot(label: string, groups: readonly BarGroup[]): string {
  const highest = Math.max(1e-9, ...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const x = linearScale(highest, LEFT, WIDTH - 150);
  let y = 0;
  const drawn: string[] = [];
  for (const { title, bars } of groups) {
    if (title !== '') {
      drawn.push(text(LEFT, y + 17, title, { class: 'label strong' }));
      y += HEAD;
    }
    for (const { label: name, className, value, shown } of bars) {
      drawn.push(
        text(LEFT - 12, y + 14, name, { class: 'label', 'text-anchor': 'end' }),
        tag('rect', {
          x: LEFT,
          y: y + 3,
          width: Math.max(1.5, x(value) - LEFT),
          height: ROW - 6,
          rx: 3,
          class: `bar v-${className}`,
        }),
        text(Math.max(LEFT, x(value)) + 8, y + 14, shown, { class: 'label' }),
      );
      y += ROW;
    }
    y += 8;
  }
  return svg(WIDTH, y, label, ...drawn);
}
