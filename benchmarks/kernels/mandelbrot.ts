/** Escape times of the Mandelbrot set: a `while` loop with a data-dependent end inside two counted ones. */
const SIZE = 180;
const LIMIT = 200;

function escape(cx: number, cy: number): number {
  let x = 0;
  let y = 0;
  let n = 0;
  while (n < LIMIT && x * x + y * y <= 4) {
    const next = x * x - y * y + cx;
    y = 2 * x * y + cy;
    x = next;
    n++;
  }
  return n;
}

export function run(): number[] {
  let inside = 0;
  let total = 0;
  for (let row = 0; row < SIZE; row++) {
    for (let column = 0; column < SIZE; column++) {
      const n = escape((column / SIZE) * 3 - 2, (row / SIZE) * 2 - 1);
      if (n === LIMIT) inside++;
      total += n;
    }
  }
  return [inside, total];
}

/** The set's area is about 1.5066 of the 6 that are drawn. */
export function check([inside, total]: number[]): boolean {
  const area = (inside! / (SIZE * SIZE)) * 6;
  return area > 1.45 && area < 1.65 && total! > inside! * LIMIT;
}
