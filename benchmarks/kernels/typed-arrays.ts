/** Image work on typed arrays: a gradient, a histogram, a 3 × 3 blur, a checksum over bytes. */
const WIDTH = 640;
const HEIGHT = 480;

function gradient(): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) pixels[y * WIDTH + x] = (x * 3 + y * 5) & 255;
  }
  return pixels;
}

function blur(from: Uint8ClampedArray): Uint8ClampedArray {
  const to = new Uint8ClampedArray(from.length);
  for (let y = 1; y < HEIGHT - 1; y++) {
    for (let x = 1; x < WIDTH - 1; x++) {
      let sum = 0;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) sum += from[(y + dy) * WIDTH + x + dx]!;
      }
      to[y * WIDTH + x] = sum / 9;
    }
  }
  return to;
}

function histogram(pixels: Uint8ClampedArray): Uint32Array {
  const bins = new Uint32Array(256);
  for (let i = 0; i < pixels.length; i++) bins[pixels[i]!]!++;
  return bins;
}

function adler(bytes: Uint8ClampedArray): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

export function run(): number[] {
  const pixels = gradient();
  const blurred = blur(pixels);
  const bins = histogram(blurred);
  let counted = 0;
  for (const bin of bins) counted += bin;
  return [counted, blurred[WIDTH + 1]!, adler(blurred), adler(pixels)];
}

export function check([counted, corner]: number[]): boolean {
  return counted === WIDTH * HEIGHT && corner === 8;
}
