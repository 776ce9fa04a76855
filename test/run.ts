/**
 * Runs the test files: `node --import tsx test/run.ts [part of a path…] [--root dir] [--jobs n]`.
 *
 * Claim: it succeeds only if every file ran at least one test, all of them passed, and the file's process ended
 * well and in time. Sound because each file has a process of its own, which must print a report (`lib/suite.ts`)
 * and exit with 0; whatever else happens (a crash after the last test, a kill, silence) is counted as a failure.
 * A file's first line may set its time: `// deadline: 600s`.
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { reportMark } from './lib/report.ts';
import type { Report } from './lib/report.ts';

const defaultDeadline = 180;
/** Of a file that prints without end, the last part is kept. */
const maxOutput = 4_000_000;

interface TestFile {
  readonly path: string;
  readonly name: string;
  readonly seconds: number;
}

interface Result {
  readonly file: TestFile;
  readonly report: Report;
  /** What went wrong with the process, in words. */
  readonly problems: string[];
  readonly output: string;
  readonly seconds: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: 'string' }, jobs: { type: 'string', default: '2' } },
});
const root = resolve(values.root ?? join(import.meta.dirname, '..'));
const files = findFiles(join(root, 'test')).filter(
  ({ name }) => positionals.length === 0 || positionals.some((part) => name.includes(part)),
);
const running = new Map<number, TestFile>();
const watched = process.stdout.isTTY;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const group of running.keys()) killGroup(group);
    process.exit(130);
  });
}

function findFiles(folder: string): TestFile[] {
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .filter(
        (name) => !name.split(sep).some((part) => part === 'node_modules' || part === 'fixtures'),
      )
      .map((name) => {
        const path = join(folder, name);
        const [, seconds] = /^\/\/ deadline: (\d+)\s*s\b/.exec(readFileSync(path, 'utf8')) ?? [];
        return {
          path,
          name: relative(root, path),
          seconds: seconds === undefined ? defaultDeadline : Number(seconds),
        };
      })
      // The long ones first, so that no long one runs alone at the end.
      .sort((a, b) => b.seconds - a.seconds || (a.name < b.name ? -1 : 1))
  );
}

async function runAll(): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...files];
  const lane = async (): Promise<void> => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const result = await runFile(file);
      results.push(result);
      printResult(result);
      printProgress(results.length);
    }
  };
  printProgress(0);
  await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, lane));
  if (watched) process.stdout.write('\r\x1b[K');
  return results;
}

function runFile(file: TestFile): Promise<Result> {
  const began = performance.now();
  const problems: string[] = [];
  let output = '';
  // A group of its own: what the file leaves behind ends with it.
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), file.path], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const group = child.pid;
  if (group !== undefined) running.set(group, file);
  const timer = setTimeout(() => {
    problems.push(`the file missed its deadline of ${file.seconds} s and was killed`);
    if (group !== undefined) killGroup(group);
  }, file.seconds * 1000);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > 2 * maxOutput) output = output.slice(-maxOutput);
    });
  }
  return new Promise((done) => {
    child.on('error', (error) =>
      problems.push(`the process could not be started: ${error.message}`),
    );
    child.on('exit', () => {
      clearTimeout(timer);
      if (group !== undefined) killGroup(group);
    });
    child.on('close', (code, signal) => {
      if (group !== undefined) running.delete(group);
      const report = readReport(output, problems);
      if (problems.length === 0 && report.failed === 0 && code !== 0) {
        problems.push(
          signal ? `the process was ended by ${signal}` : `the process exited with ${code}`,
        );
      }
      const seconds = (performance.now() - began) / 1000;
      done({ file, report, problems, output: stripReport(output), seconds });
    });
  });
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}

function readReport(output: string, problems: string[]): Report {
  const none: Report = { passed: 0, failed: 0, skipped: 0, ended: false };
  const at = output.lastIndexOf(reportMark);
  if (at < 0) {
    if (problems.length === 0)
      problems.push('the file reported no tests, or its process was killed');
    return none;
  }
  const report = JSON.parse(output.slice(at + reportMark.length).split('\n', 1)[0]!) as Report;
  if (report.passed + report.failed + report.skipped === 0) problems.push('the file has no tests');
  else if (!report.ended) problems.push('the process ended before its tests did');
  return report;
}

const stripReport = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !line.startsWith(reportMark))
    .join('\n')
    .trimEnd();

/** A problem with the process is a failure even where every test passed. */
const failures = ({ report, problems }: Result): number =>
  Math.max(report.failed, problems.length === 0 ? 0 : 1);

const counts = (passed: number, failed: number, skipped: number): string =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;

function printResult(result: Result): void {
  const { file, report, problems, output, seconds } = result;
  const failed = failures(result);
  const line = `${failed === 0 ? 'ok  ' : 'FAIL'} ${seconds.toFixed(1).padStart(6)} s  ${file.name}: ${counts(report.passed, failed, report.skipped)}`;
  process.stdout.write(`${watched ? '\r\x1b[K' : ''}${line}\n`);
  for (const skip of output.split('\n')) {
    if (skip.startsWith('SKIPPED ')) process.stdout.write(`     ${skip}\n`);
  }
  if (failed === 0) return;
  process.stdout.write(`${output}\n`);
  for (const problem of problems) process.stdout.write(`FAIL ${file.name}: ${problem}\n`);
}

function printProgress(done: number): void {
  if (!watched) return;
  const names = [...running.values()].map(({ name }) => name).join(', ');
  process.stdout.write(
    `\r\x1b[K[${done}/${files.length}] ${names}`.slice(0, process.stdout.columns),
  );
}

function summarize(results: Result[]): number {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const result of results) {
    passed += result.report.passed;
    failed += failures(result);
    skipped += result.report.skipped;
  }
  const failing = results.filter((result) => failures(result) > 0);
  if (files.length === 0) {
    process.stdout.write(
      `FAIL no test file matches ${positionals.join(' ') || 'test/**/*.test.ts'}\n`,
    );
    failed++;
  }
  if (failing.length > 0) process.stdout.write('\nFailing files:\n');
  for (const { file } of failing) process.stdout.write(`  ${file.name}\n`);
  process.stdout.write(`\n${counts(passed, failed, skipped)}\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = summarize(await runAll());
