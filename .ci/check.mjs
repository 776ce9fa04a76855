/**
 * What a machine can say of the code without running it. Every check runs, also after one has failed.
 *
 *   node .ci/check.mjs [name…]
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules', name);

/** Each a Node script and its arguments. */
const checks = {
  format: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  types: [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'],
  lint: [bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.'],
  boundaries: [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'packages'],
  unused: [bin('knip/bin/knip.js'), '--no-progress'],
  lockfile: [join(root, '.ci/lockfile.mjs')],
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(
    `no check is called ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}`,
  );
  process.exit(2);
}

for (const [name, args] of Object.entries(checks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${seconds.padStart(6)} s  ${name}`);
  if (status !== 0) process.exitCode = 1;
}
