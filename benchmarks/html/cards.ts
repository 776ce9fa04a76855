/** The few figures that a reader takes home. */
import type { Report } from '../lib/types.ts';
import { geomean } from '../lib/stats.ts';
import { escape } from './svg.ts';

export function cards({ engines, size, latency, turnaround }: Report): string {
  const found: { figure: string; about: string }[] = [];
  for (const { target, summary } of engines) {
    for (const [group, label] of [
      ['program', 'npm packages'],
      ['kernel', 'kernels'],
    ] as const) {
      const mean = summary[group]['engine'] ?? summary[group]['default'];
      if (mean === undefined || mean.count === 0) continue;
      const about = `${label} on ${target}, geometric mean of ${mean.count}; worst ${mean.worst.ratio.toFixed(2)}× (${mean.worst.name})`;
      found.push({ figure: `${mean.geomean.value.toFixed(3)}×`, about });
    }
  }
  const growth = size.flatMap(({ variants: { uncompiled, engine, default: any } }) => {
    const packed = (engine ?? any)?.packed;
    return packed === undefined || uncompiled === undefined ? [] : [packed / uncompiled.packed];
  });
  if (growth.length > 0) {
    found.push({
      figure: signed((geomean(growth) - 1) * 100),
      about: 'code size of the packages, minified and gzipped',
    });
  }
  const tight = latency.find(
    ({ name, how }) => name === 'tight loop' && how.startsWith('raiseExc'),
  );
  if (tight !== undefined) {
    found.push({
      figure: `${tight.p50.toFixed(2)} ms`,
      about: `from raiseExc to the catch clause in a tight loop, median; p99 ${tight.p99.toFixed(2)} ms`,
    });
  }
  const heavy = turnaround.filter(({ name }) => name === turnaround.at(-1)?.name);
  if (heavy.length === 2) {
    const times = heavy[1]!.ms.value / heavy[0]!.ms.value;
    found.push({
      figure: `${times.toFixed(1)}×`,
      about: `sooner at the next job than terminate and respawn, with ${heavy[0]!.name}`,
    });
  }
  if (found.length === 0) return '';
  const drawn = found.map(
    ({ figure, about }) =>
      `<div class="card"><b>${escape(figure)}</b><span>${escape(about)}</span></div>`,
  );
  return `<div class="cards">${drawn.join('')}</div>`;
}

function signed(percent: number): string {
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`;
}
