/** Sequential awaits, a recursive async tree, `Promise.all` and `for await`: little work, many suspensions. */
async function step(n: number): Promise<number> {
  return n + 1;
}

async function chain(length: number): Promise<number> {
  let n = 0;
  for (let i = 0; i < length; i++) n = await step(n);
  return n;
}

async function tree(depth: number): Promise<number> {
  if (depth === 0) return 1;
  const left = await tree(depth - 1);
  return left + (await tree(depth - 1));
}

async function* counted(limit: number): AsyncGenerator<number> {
  for (let i = 0; i < limit; i++) yield await step(i);
}

export async function run(): Promise<number[]> {
  const long = await chain(30_000);
  const leaves = await tree(12);
  const parallel = await Promise.all(Array.from({ length: 2_000 }, (_, i) => chain(i % 5)));
  let streamed = 0;
  for await (const n of counted(4_000)) streamed += n;
  return [long, leaves, parallel.reduce((a, b) => a + b, 0), streamed];
}

export function check([long, leaves, parallel, streamed]: number[]): boolean {
  return (
    long === 30_000 && leaves === 4096 && parallel === 4_000 && streamed === (4_000 * 4_001) / 2
  );
}
