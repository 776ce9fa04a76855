// deadline: 480s
/**
 * The packages as they are published: what linters of packages say of the tarballs, and that every subpath of
 * `exports` can be imported, and required, from an installed tarball. `package-use.test.ts` goes on to use them.
 */
import * as assert from 'uvu/assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack } from './lib/packed.ts';
import { suite } from './lib/suite.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly type?: string;
  readonly exports?: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(realpathSync(tmpdir()), 'killable-packed-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = (path: string): Manifest => JSON.parse(read(path)) as Manifest;
const runtime = manifest('packages/runtime/package.json');
const transform = manifest('packages/transform/package.json');

/** Runs Node to its end, in `cwd`. */
function node(cwd: string, ...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, output: stdout + stderr };
}

/** What publint has to say of a tarball, as text; suggestions are not counted. */
async function publintOf(tarball: string): Promise<string[]> {
  const { buffer } = new Uint8Array(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer } });
  return messages
    .filter(({ type }) => type !== 'suggestion')
    .map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

function attw(tarball: string): { code: number | null; output: string } {
  const cli = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  return node(scratch, cli, tarball, '--profile', 'esm-only', '--no-emoji', '--no-color');
}

/** A package that is wrong in a way that both linters must see. */
function packBroken(): string {
  const folder = join(scratch, 'broken');
  mkdirSync(folder, { recursive: true });
  const exports = { '.': { default: './index.js', types: './index.d.ts' }, './gone': './gone.js' };
  const broken = { name: 'broken', version: '1.0.0', type: 'module', exports };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(broken));
  writeFileSync(join(folder, 'index.js'), 'export const a = 1;\n');
  writeFileSync(join(folder, 'index.d.ts'), 'declare const a: 1;\nexport = a;\n');
  const args = ['pack', '--loglevel', 'error', '--pack-destination', scratch];
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  assert.is(status, 0, stderr);
  return join(scratch, 'broken-1.0.0.tgz');
}

const test = suite('packages as published');
let tarballs: ReturnType<typeof pack>;
test.before(() => {
  tarballs = pack(scratch);
});
const limit = { deadline: 90_000 };

for (const name of ['runtime', 'transform'] as const) {
  test(
    `publint finds nothing in ${name}`,
    async () => {
      assert.equal(await publintOf(tarballs[name]), []);
    },
    limit,
  );

  test(
    `the types of ${name} are right for everyone who imports it`,
    () => {
      const { code, output } = attw(tarballs[name]);
      assert.is(code, 0, output);
    },
    limit,
  );
}

test(
  'both linters see what is wrong with a broken package',
  async () => {
    const tarball = packBroken();
    const found = (await publintOf(tarball)).join('\n');
    assert.match(found, 'gone.js');
    assert.match(found, /types.* should be the first/);
    assert.is.not(attw(tarball).code, 0);
  },
  limit,
);

test('the runtime depends on nothing', () => {
  assert.is(runtime.dependencies, undefined);
});

test('both packages carry the same version, and the licence', () => {
  assert.is(runtime.version, transform.version);
  for (const name of ['runtime', 'transform']) {
    assert.is(read(`packages/${name}/LICENSE`), read('LICENSE'));
  }
});

/** In an empty project, beside the peers in the versions that the workspace is tested with. */
const installed = join(scratch, 'installed');
const locked = manifest('package-lock.json') as unknown as {
  packages: Record<string, { version: string }>;
};
const peers = Object.keys(transform.peerDependencies ?? {})
  .filter((peer) => peer !== runtime.name)
  .map((peer) => `${peer}@${locked.packages[`node_modules/${peer}`]!.version}`);

test(
  'they install from their tarballs into an empty project',
  () => {
    mkdirSync(installed);
    writeFileSync(join(installed, 'package.json'), '{ "name": "user", "private": true }\n');
    const quiet = ['--no-save', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
    const args = ['install', ...quiet, tarballs.runtime, tarballs.transform, ...peers];
    const options = { cwd: installed, encoding: 'utf8', timeout: 170_000 } as const;
    const { status, stdout, stderr } = spawnSync('npm', args, options);
    assert.is(status, 0, stdout + stderr);
  },
  { deadline: 180_000 },
);

for (const { name, exports = {} } of [runtime, transform]) {
  for (const subpath of Object.keys(exports)) {
    if (subpath === './package.json') continue;
    const specifier = name + subpath.slice(1);
    test(
      `${specifier} can be imported and required`,
      () => {
        const imported = `const m = await import('${specifier}'); console.log('has', typeof m);`;
        const required = `const m = require('${specifier}'); console.log('has', typeof m);`;
        // Node 20 warns that requiring a module is new.
        for (const [kind, code] of [
          ['module', imported],
          ['commonjs', required],
        ] as const) {
          const end = node(installed, '--no-warnings', `--input-type=${kind}`, '--eval', code);
          assert.is(end.output, 'has object\n', `${kind}: ${end.output}`);
          assert.is(end.code, 0);
        }
      },
      limit,
    );
  }
}
