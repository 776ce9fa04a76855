/** Strings of SVG. Colours are CSS variables, so that one drawing serves a light and a dark page. */
export function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

type Attributes = Record<string, string | number>;

export function tag(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) =>
      ` ${key}="${typeof value === 'number' ? Number(value.toFixed(2)) : escape(value)}"`,
  );
  return `<${name}${written.join('')}>${children.join('')}</${name}>`;
}

export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return tag('text', { x, y, ...attributes }, escape(content));
}

export function line(x1: number, y1: number, x2: number, y2: number, className: string): string {
  return tag('line', { x1, y1, x2, y2, class: className });
}

/** The label is in the drawing too, for readers who cannot see it. */
export function svg(width: number, height: number, label: string, ...children: string[]): string {
  const attributes = { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label };
  return tag('svg', attributes, ...children);
}

export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
}

/** From `low` to `high` on a logarithmic axis between the pixels `from` and `to`; what lies outside is put on the edge. */
export function logScale(
  low: number,
  high: number,
  from: number,
  to: number,
  ticks: readonly number[],
): Scale {
  const span = Math.log(high / low);
  const place = (value: number): number => {
    const clipped = Math.min(high, Math.max(low, value));
    return from + (Math.log(clipped / low) / span) * (to - from);
  };
  return Object.assign(place, { ticks: ticks.filter((tick) => tick >= low && tick <= high) });
}

export function linearScale(high: number, from: number, to: number): Scale {
  const place = (value: number): number => from + (Math.max(0, value) / high) * (to - from);
  return Object.assign(place, { ticks: [] });
}
