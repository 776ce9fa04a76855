/** mathjs: matrices, a parser with derivatives and simplification, units, fractions, big numbers. */
import { all, create } from 'mathjs';

const name = 'mathjs';
export { name as package };

const math = create(all!, { randomSeed: 'killable' });

export function run(): string[] {
  const size = 24;
  const rows = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? size : ((i * 7 + j * 3) % 11) / 11)),
  );
  const inverse = math.inv(rows);
  const identity = math.multiply(rows, inverse);
  const worst = Math.max(
    ...identity.flatMap((row, i) => row.map((cell, j) => Math.abs(cell - (i === j ? 1 : 0)))),
  );
  const derivatives = ['x^3 + 2x', 'sin(x) * exp(2x)', 'log(x^2 + 1) / x', 'sqrt(x) * cos(3x)'].map(
    (text) => math.derivative(text, 'x').toString(),
  );
  const simplified = ['2x + 3x', '(x + 1) * (x - 1) + 1', 'x * y * -x / (x ^ 2)'].map((text) =>
    math.simplify(text).toString(),
  );
  const compiled = math.compile('a * x^2 + b * x + c');
  let sum = 0;
  for (let x = 0; x < 2_000; x++) sum += compiled.evaluate({ a: 2, b: -3, c: 1, x }) as number;
  const scope = {};
  const evaluated = [
    'f(n) = n < 2 ? 1 : n * f(n - 1)',
    'f(20)',
    '5 cm + 2 inch to mm',
    'det([-1, 2; 3, 1])',
    'mean(3, 5, 8)',
  ].map((text) => String(math.evaluate(text, scope)));
  let fraction = math.fraction(0);
  for (let i = 1; i < 40; i++) {
    const sum: unknown = math.add(fraction, math.fraction(1, i));
    fraction = sum as typeof fraction;
  }
  return [
    String(worst < 1e-10),
    ...derivatives,
    ...simplified,
    String(sum),
    ...evaluated.slice(1),
    math.format(fraction),
  ];
}

export function check(found: string[]): boolean {
  return (
    found[0] === 'true' &&
    found[1] === '3 * x ^ 2 + 2' &&
    found.includes('2432902008176640000') &&
    found.includes('-7')
  );
}
