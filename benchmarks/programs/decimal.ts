/** decimal.js: roots, logarithms, a series for e, and pi by the arithmetic-geometric mean, to 150 digits. */
import { Decimal } from 'decimal.js';

const name = 'decimal.js';
export { name as package };

export function run(): string[] {
  const D = Decimal.clone({ precision: 150 });
  let a = new D(1);
  let b = new D(1).div(new D(2).sqrt());
  let t = new D(0.25);
  for (let i = 0, p = 1; i < 8; i++, p *= 2) {
    const next = a.plus(b).div(2);
    b = a.times(b).sqrt();
    t = t.minus(a.minus(next).pow(2).times(p));
    a = next;
  }
  const pi = a.plus(b).pow(2).div(t.times(4));
  let e = new D(1);
  for (let n = 1, term = new D(1); n < 110; n++) {
    term = term.div(n);
    e = e.plus(term);
  }
  let mixed = new D(0);
  for (let i = 1; i < 150; i++) mixed = mixed.plus(new D(i).cbrt()).times('1.0001').mod(1000);
  return [
    pi.toFixed(140),
    e.toFixed(140),
    new D(2).ln().toFixed(100),
    new D('0.5').sin().toFixed(60),
    mixed.toFixed(100),
    new D(7).pow(300).toString(),
  ];
}

export function check([pi, e, , , , power]: string[]): boolean {
  return (
    pi!.startsWith('3.14159265358979323846264338327950288419716939937510') &&
    e!.startsWith('2.71828182845904523536028747135266249775724709369995') &&
    power!.startsWith('3.3838570') &&
    power!.endsWith('e+253')
  );
}
