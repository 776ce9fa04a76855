/**
 * Makes the working copy ready to run: installs the dependencies and builds the packages, if need be.
 *
 * Claim: after it, `node_modules` holds what `package-lock.json` names and every `dist` is its source's, so
 * `npm test`, `npm run demo` and `npm run bench` may each be the first command on a fresh clone. It needs Node
 * and npm alone, is quiet when there is nothing to do, and two of them at a time take turns.
 *
 * Times of files do not tell whether an install is due (git writes a lock file when it likes, npm in its own
 * order), so the lock file is compared, package by package, with the one that npm keeps in `node_modules`.
 *
 *   node .ci/prepare.mjs [--build]      --build: build even if no source has changed
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const packages = ['packages/runtime', 'packages/transform'];
const cache = join(root, '.cache');
const stampFile = join(cache, 'build-stamp');
const lockFolder = join(cache, 'prepare.lock');

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The packages that the lock file names and `node_modules` has not, or has otherwise. */
function missingPackages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'all';
  const has = readJson(installed).packages;
  return Object.entries(readJson(join(root, 'package-lock.json')).packages)
    .filter(([path, wanted]) => {
      if (!path.includes('node_modules/')) return false; // the workspaces themselves
      const found = has[path];
      // npm leaves out what is made for another platform.
      if (found === undefined) return !wanted.optional && !wanted.devOptional && !wanted.peer;
      return found.version !== wanted.version || found.integrity !== wanted.integrity;
    })
    .map(([path]) => path.slice(path.indexOf('node_modules/') + 'node_modules/'.length));
}

/**
 * Whether the lock file names every optional dependency. `npm ci` refuses one that does not, and npm writes such
 * a one where a registry lacks the packages for other platforms; `npm install` takes the versions it does name.
 */
function lockIsWhole() {
  const { packages: locked } = readJson(join(root, 'package-lock.json'));
  const finds = (path, name) => {
    for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
      if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in locked) return true;
      if (at === '') return false;
    }
  };
  return Object.entries(locked).every(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).every((name) => finds(path, name)),
  );
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Changes whenever a source, a setting or the compiler does, or something built is gone. */
function buildStamp() {
  const hash = createHash('sha256');
  const inputs = [join(root, 'tsconfig.json'), join(root, 'node_modules/typescript/package.json')];
  for (const name of packages) {
    inputs.push(join(root, name, 'tsconfig.json'), join(root, name, 'package.json'));
    inputs.push(...filesBelow(join(root, name, 'src')));
  }
  for (const file of inputs) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  for (const name of packages) hash.update(`${filesBelow(join(root, name, 'dist')).length}\0`);
  return hash.digest('hex');
}

/** What an earlier build made of a source that is no more would be shipped. */
function removeStale(name) {
  const dist = join(root, name, 'dist');
  for (const file of filesBelow(dist)) {
    const [, stem] = /^(.*?)(?:\.d\.ts|\.js)$/.exec(file.slice(dist.length)) ?? [];
    if (stem !== undefined && !existsSync(join(root, name, 'src', `${stem}.ts`))) rmSync(file);
  }
}

/** Runs a command in the open; says every ten seconds that it is still at it. */
function run(what, command, args) {
  console.log(`[prepare] ${what}`);
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  const timer = setInterval(() => console.log(`[prepare] … ${seconds()}`), 10_000);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(console.log(`[prepare] done in ${seconds()}`));
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}`));
    });
  }).finally(() => clearInterval(timer));
}

function npm(what, ...args) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const script = process.env.npm_execpath;
  return script !== undefined && /\.[cm]?js$/.test(script)
    ? run(what, process.execPath, [script, ...args, ...quiet])
    : run(what, 'npm', [...args, ...quiet]);
}

async function install() {
  const missing = missingPackages();
  if (missing === 'all' && lockIsWhole()) {
    await npm('installing the dependencies (npm ci)', 'ci');
  } else if (missing === 'all') {
    await npm('installing the dependencies (npm install)', 'install', '--no-save');
  } else if (missing.length > 0) {
    const some = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ', …' : '');
    await npm(`installing ${missing.length} packages: ${some}`, 'install', '--no-save');
  }
}

async function build(always) {
  const before = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';
  if (!always && before === buildStamp()) return;
  for (const name of packages) removeStale(name);
  // tsc trusts its own notes; where a file of dist was deleted by hand they would be wrong.
  for (const name of packages) rmSync(join(root, name, 'dist/.tsbuildinfo'), { force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  await run('building the packages (tsc -b)', process.execPath, [tsc, '-b', ...packages]);
  writeFileSync(stampFile, buildStamp());
}

/** A folder is made by one process only. One whose maker has ended is nobody's. */
async function takeTurn() {
  mkdirSync(cache, { recursive: true });
  const owner = join(lockFolder, 'pid');
  for (let waited = false; ; waited = true) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(owner, String(process.pid));
      process.on('exit', () => rmSync(lockFolder, { recursive: true, force: true }));
      for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(owner)) rmSync(lockFolder, { recursive: true, force: true });
    else if (!waited) console.log('[prepare] waiting for another one that is at work');
    await sleep(200);
  }
}

function isAlive(owner) {
  try {
    // An owner that has not yet written its number gets five seconds to.
    if (!existsSync(owner)) return Date.now() - statSync(lockFolder).mtimeMs < 5_000;
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

try {
  await takeTurn();
  await install();
  await build(process.argv.includes('--build'));
} catch (error) {
  console.error(`[prepare] ${error.message}`);
  process.exitCode = 1;
}
