/** The lock file names no download addresses: they are one machine's registry, and another's cannot reach it. */
import { readFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lines = readFileSync(file, 'utf8').split('\n');
const bad = lines.filter((line) => /"resolved": "(https?|git\+|ssh)/.test(line));
if (bad.length > 0) {
  console.error(
    `package-lock.json has ${bad.length} download addresses, the first is ${bad[0].trim()}\n` +
      'run: npm config set omit-lockfile-registry-resolved true && rm package-lock.json && npm install',
  );
  process.exitCode = 1;
}
