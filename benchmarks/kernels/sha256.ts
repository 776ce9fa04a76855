/** SHA-256 of 400 kB: 64 rounds of 32-bit arithmetic per block, loops with constant trip counts. */
const constants = new Uint32Array(64);
const initial = new Uint32Array(8);

/** Fractional parts of the roots of the first primes, as the standard defines them. */
function fillConstants(): void {
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    const square = Math.sqrt(n);
    const cube = Math.cbrt(n);
    if (found < 8) initial[found] = (square - Math.floor(square)) * 2 ** 32;
    constants[found++] = (cube - Math.floor(cube)) * 2 ** 32;
  }
}
fillConstants();

const words = new Uint32Array(64);

function rotate(x: number, by: number): number {
  return (x >>> by) | (x << (32 - by));
}

function block(state: Uint32Array, data: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const p = at + i * 4;
    words[i] = (data[p]! << 24) | (data[p + 1]! << 16) | (data[p + 2]! << 8) | data[p + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!;
    const y = words[i - 2]!;
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    words[i] = words[i - 16]! + s0 + words[i - 7]! + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const mixed = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) state[i]! += mixed[i]!;
}

function sha256(message: Uint8Array): string {
  const padded = new Uint8Array((((message.length + 8) >> 6) + 1) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setUint32(padded.length - 4, message.length * 8);
  const state = initial.slice();
  for (let at = 0; at < padded.length; at += 64) block(state, padded, at);
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

const message = Uint8Array.from({ length: 400_000 }, (_, i) => (i * 31 + (i >> 8)) & 255);

export function run(): string[] {
  return [sha256(new Uint8Array([97, 98, 99])), sha256(message)];
}

export function check([abc, long]: string[]): boolean {
  return (
    abc === 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' &&
    long!.length === 64
  );
}
