/**
 * `npm run demo`: the whole way on real programs. TypeScript's own compiler and Prettier are compiled, run in threads on real work,
 * interrupted in the middle of it, and must then produce, in the same thread, what the uncompiled packages produce. Exits
 * with 1 if any of this does not hold.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, compileTypeScript, typescriptFile } from './demo/build.ts';
import { interruptAndFinish, type Request } from './demo/interrupts.ts';

const workspace = join(import.meta.dirname, '..');
const cache = join(workspace, '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'demo-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const megabytes = (size: number): string => `${(size / 1e6).toFixed(1)} MB`;
const time = (ms: number): string =>
  ms < 1
    ? `${(ms * 1000).toFixed(0)} µs`
    : ms < 1000
      ? `${ms.toFixed(1)} ms`
      : `${(ms / 1000).toFixed(2)} s`;

async function build(): Promise<void> {
  print(`1. Build (for Node ${process.versions.node})`);
  const { size, ms, polls } = compileTypeScript(folder);
  print(
    `   transform() compiles typescript.js with a source map: ${megabytes(size)} in ${time(ms)}, ${(size / 1000 / ms).toFixed(1)} MB/s,\n` +
      `   ${polls} places where it polls or handles an interrupt`,
  );
  const plain = await bundle(folder, false);
  const compiled = await bundle(folder, true);
  print(
    `   esbuild bundles the two jobs, Prettier with its JavaScript parser and printer among them: ${megabytes(plain.size)} in ${time(plain.ms)};\n` +
      `   with the plugin in ${time(compiled.ms)}`,
  );
}

interface Work {
  readonly title: string;
  readonly file: string;
  readonly input: unknown;
  readonly interrupts: number;
  /** Does the job in this thread, uncompiled. */
  plain(module: Record<string, unknown>, begun: () => void): Promise<string>;
}

async function run({ title, file, input, interrupts, plain }: Work): Promise<void> {
  print(`\n${title}`);
  const module = (await import(pathToFileURL(join(folder, 'plain', file)).href)) as Record<
    string,
    unknown
  >;
  let began = 0;
  const output = await plain(module, () => (began = performance.now()));
  const plainTime = performance.now() - began;
  const plainHash = createHash('sha256').update(output).digest('hex');
  print(
    `   uncompiled, in this thread: ${time(plainTime)}, output of ${output.length} characters, SHA-256 ${plainHash.slice(0, 16)}…`,
  );
  const request: Request = {
    file: join(folder, 'compiled', file),
    input,
    interrupts,
    plainTime,
    plainHash,
  };
  const { latencies, wholeJob, ending } = await interruptAndFinish(request);
  const sorted = latencies.sort((a, b) => a - b);
  print(
    `   compiled, in a thread: interrupted ${interrupts} times in the middle; each was caught inside, and each finally ran\n` +
      `   from raiseExc to the catch: median ${time(sorted[sorted.length >> 1]!)}, shortest ${time(sorted[0]!)}, longest ${time(sorted.at(-1)!)}\n` +
      `   then the same thread did the whole job in ${time(wholeJob)}: the output is identical\n` +
      `   then terminate() in the middle of the next job: finally ran, the worker was gone after ${time(ending)}`,
  );
}

async function main(): Promise<void> {
  await build();
  const project = {
    tsconfig: join(workspace, 'packages/runtime/tsconfig.json'),
    libs: dirname(typescriptFile),
  };
  await run({
    title: "2. TypeScript's compiler checks and emits the sources of @killable/runtime",
    file: 'type-check.mjs',
    input: project,
    interrupts: 7,
    plain: async (module, begun) =>
      (module['typeCheck'] as typeof import('./demo/type-check.ts').typeCheck)(project, begun),
  });
  const text = readFileSync(join(workspace, 'node_modules/prettier/plugins/estree.mjs'), 'utf8');
  await run({
    title: `3. Prettier formats a minified file of ${(text.length / 1000).toFixed(0)} kB (its own printer)`,
    file: 'format.mjs',
    input: text,
    interrupts: 7,
    plain: (module, begun) =>
      (module['formatText'] as typeof import('./demo/format.ts').formatText)(text, begun),
  });
  print(`\nAll of it held.`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\nFAILED: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
