/** The runner and the suites can fail (STYLE rule 15): each way in which a file can go wrong, run for real. */
import * as assert from 'uvu/assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite } from './lib/suite.ts';

const suiteUrl = new URL('./lib/suite.ts', import.meta.url).href;
const head = `import { suite } from ${JSON.stringify(suiteUrl)};\nconst test = suite('case');\n`;

/** Runs the runner on a project that has these test files. */
function run(
  cases: Record<string, string>,
  ...args: string[]
): { code: number | null; output: string; last: string } {
  const root = mkdtempSync(join(tmpdir(), 'killable-runner-'));
  try {
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    mkdirSync(join(root, 'test'));
    for (const [name, source] of Object.entries(cases)) {
      mkdirSync(dirname(join(root, 'test', name)), { recursive: true });
      writeFileSync(join(root, 'test', name), source);
    }
    const runner = join(import.meta.dirname, 'run.ts');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), runner, '--root', root, ...args],
      { encoding: 'utf8', timeout: 60_000 },
    );
    return { code: status, output: stdout + stderr, last: stdout.trimEnd().split('\n').at(-1)! };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const test = suite('the test runner');
const limit = { deadline: 60_000 };

test(
  'passing tests pass, and are counted over all files',
  () => {
    const { code, last, output } = run({
      'a.test.ts': `${head}test('one', () => {});\ntest('two', async () => {});`,
      'deep/b.test.ts': `${head}test('three', () => {});`,
      'not-a-test.ts': 'process.exit(1);',
    });
    assert.is(last, '3 passed, 0 failed', output);
    assert.is(code, 0);
  },
  limit,
);

test(
  'a failing test fails, and its output is printed',
  () => {
    const { code, last, output } = run({
      'a.test.ts': `${head}test('one', () => {});\ntest('two', () => { throw new Error('odd weather'); });`,
      'b.test.ts': `${head}test('three', () => {});`,
    });
    assert.is(last, '2 passed, 1 failed', output);
    assert.is(code, 1);
    assert.match(output, 'odd weather');
    assert.match(output, /Failing files:\n {2}test\/a\.test\.ts\n/);
  },
  limit,
);

test(
  'a test that waits for ever misses its deadline, and the others run',
  () => {
    const { code, last, output } = run({
      'a.test.ts': `${head}
test('waits', () => new Promise(() => setInterval(() => {}, 1e6)), { deadline: 200 });
test('waits on nothing', () => new Promise(() => {}), { deadline: 200 });
test('next', () => {});`,
    });
    assert.is(last, '1 passed, 2 failed', output);
    assert.is(code, 1);
    assert.match(output, 'case: waits missed its deadline of 200 ms');
  },
  limit,
);

test(
  'a test that never gives its thread back is named, and its process is killed',
  () => {
    const { code, last, output } = run({
      'a.test.ts': `${head}test('spins', () => { for (;;); }, { deadline: 100 });`,
    });
    assert.is(last, '0 passed, 1 failed', output);
    assert.is(code, 1);
    assert.match(output, 'case: spins holds its thread beyond its deadline');
  },
  limit,
);

test(
  'a file that hangs outside its tests is killed at its own deadline',
  () => {
    const { code, last, output } = run({
      'a.test.ts': `// deadline: 2s\n${head}test('one', () => {});\nfor (;;);`,
    });
    assert.is(last, '0 passed, 1 failed', output);
    assert.is(code, 1);
    assert.match(output, 'missed its deadline of 2 s');
  },
  limit,
);

test(
  'a file without tests fails, with and without a suite',
  () => {
    const { code, last, output } = run({
      'empty.test.ts': head,
      'none.test.ts': 'console.log("1 passed, 0 failed");',
    });
    assert.is(last, '0 passed, 2 failed', output);
    assert.is(code, 1);
    assert.match(output, 'empty.test.ts: the file has no tests');
    assert.match(output, 'none.test.ts: the file reported no tests');
  },
  limit,
);

test(
  'a crash after the last test, an early exit and a failing hook are failures',
  () => {
    const { code, last, output } = run({
      'crash.test.ts': `${head}test('one', () => { setTimeout(() => { throw new Error('late'); }, 300); });`,
      'exit.test.ts': `${head}test('one', () => process.exit(0));`,
      'hook.test.ts': `${head}test.before(() => { throw new Error('hook'); });\ntest('one', () => {});`,
      'kill.test.ts': `${head}test('one', () => process.kill(process.pid, 'SIGKILL'));`,
    });
    assert.is(last, '1 passed, 4 failed', output);
    assert.is(code, 1);
    assert.match(output, 'crash.test.ts: the process exited with');
    assert.match(output, 'exit.test.ts: the process ended before its tests did');
  },
  limit,
);

test(
  'a process that lives on after its last test fails, and says what is active',
  () => {
    const { code, last, output } = run({
      'a.test.ts': `${head}test('one', () => { setInterval(() => {}, 1e6); });`,
    });
    assert.is(last, '1 passed, 1 failed', output);
    assert.is(code, 1);
    assert.match(output, /does not end after its last test; still active: .*Timeout/);
  },
  limit,
);

test(
  'a test that comes after the suites have begun fails',
  () => {
    const { code, output } = run({
      'a.test.ts': `${head}test('one', () => {});\nawait new Promise((f) => setTimeout(f, 500));\ntest('two', () => {});`,
    });
    assert.is(code, 1);
    assert.match(output, "'case: two' comes too late");
  },
  limit,
);

test(
  'a skip is printed with its reason, and counted',
  () => {
    const { code, last, output } = run({
      'a.test.ts': `${head}test('one', () => {});\ntest['skip']('two', 'there is no moon');`,
    });
    assert.is(last, '1 passed, 0 failed, 1 skipped', output);
    assert.is(code, 0);
    assert.match(output, 'SKIPPED case: two, because there is no moon');
  },
  limit,
);

test(
  'arguments select files by a part of their path; none that matches is a failure',
  () => {
    const cases = { 'a.test.ts': `${head}test('one', () => {});`, 'b.test.ts': 'throw 1;' };
    assert.is(run(cases, 'a.te').last, '1 passed, 0 failed');
    const none = run(cases, 'zebra');
    assert.is(none.code, 1);
    assert.match(none.output, 'no test file matches zebra');
  },
  limit,
);
