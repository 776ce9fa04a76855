/** Fast Fourier transform, in place, there and back: loops that double, inner loops with a computed step. */
const SIZE = 1 << 16;

function transform(re: Float64Array, im: Float64Array, direction: 1 | -1): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      const r = re[i]!;
      re[i] = re[j]!;
      re[j] = r;
      const m = im[i]!;
      im[i] = im[j]!;
      im[j] = m;
    }
  }
  for (let length = 2; length <= n; length <<= 1) {
    const angle = (direction * 2 * Math.PI) / length;
    const half = length >> 1;
    const stepRe = Math.cos(angle);
    const stepIm = Math.sin(angle);
    for (let block = 0; block < n; block += length) {
      let wRe = 1;
      let wIm = 0;
      for (let k = block; k < block + half; k++) {
        const oddRe = re[k + half]! * wRe - im[k + half]! * wIm;
        const oddIm = re[k + half]! * wIm + im[k + half]! * wRe;
        re[k + half] = re[k]! - oddRe;
        im[k + half] = im[k]! - oddIm;
        re[k]! += oddRe;
        im[k]! += oddIm;
        const nextRe = wRe * stepRe - wIm * stepIm;
        wIm = wRe * stepIm + wIm * stepRe;
        wRe = nextRe;
      }
    }
  }
}

export function run(): number[] {
  const re = new Float64Array(SIZE);
  const im = new Float64Array(SIZE);
  for (let i = 0; i < SIZE; i++) re[i] = (i * 2654435761) % 1000;
  transform(re, im, 1);
  const mean = re[0]! / SIZE;
  transform(re, im, -1);
  let worst = 0;
  for (let i = 0; i < SIZE; i++) {
    worst = Math.max(worst, Math.abs(re[i]! / SIZE - ((i * 2654435761) % 1000)));
  }
  return [mean, worst];
}

/** Forth and back gives the signal again, and the first coefficient is its mean. */
export function check([mean, worst]: number[]): boolean {
  let sum = 0;
  for (let i = 0; i < SIZE; i++) sum += (i * 2654435761) % 1000;
  return worst! < 1e-4 && Math.abs(mean! - sum / SIZE) < 1e-6;
}
