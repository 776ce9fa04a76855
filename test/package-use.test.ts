// deadline: 420s
/**
 * What a user gets: both packages packed, installed from the tarballs in an empty project, and then every block of the
 * documents that a newcomer follows, run there. Nothing of the workspace is in reach of that project.
 */
import * as assert from 'uvu/assert';
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pack } from './lib/packed.ts';
import { blocksOf, readDocument, runBlock } from './lib/snippets.ts';
import { suite } from './lib/suite.ts';
import { lines, shell, workspace } from './lib/user-project.ts';

const test = suite('packages in use');
const project = mkdtempSync(join(realpathSync(tmpdir()), 'killable-installed-'));
process.on('exit', () => rmSync(project, { recursive: true, force: true }));

/** Beside the packages, in the versions that the workspace is tested with. */
const companions = ['esbuild', '@babel/core', '@babel/plugin-syntax-typescript', 'tsx'];

test(
  'they install from their tarballs into an empty project',
  async () => {
    writeFileSync(
      join(project, 'package.json'),
      '{ "name": "user", "private": true, "type": "module" }\n',
    );
    const { runtime, transform } = pack(project);
    const versions = companions.map((name) => {
      const { version } = JSON.parse(readDocument(`node_modules/${name}/package.json`)) as {
        version: string;
      };
      return `${name}@${version}`;
    });
    const install = `npm install --prefer-offline --no-audit --no-fund ${runtime} ${transform} ${versions.join(' ')} @types/node@20`;
    const { code, stdout, stderr } = await shell(install, project, 170_000);
    assert.is(code, 0, stdout + stderr);
    for (const name of ['runtime', 'transform']) {
      const folder = realpathSync(join(project, 'node_modules/@killable', name));
      assert.ok(folder.startsWith(project + sep), `${folder} is a copy of its own`);
      assert.ok(existsSync(join(folder, 'README.md')), `${name} has its README`);
      assert.not.ok(existsSync(join(folder, 'src')), `${name} ships dist alone`);
    }
  },
  { deadline: 180_000 },
);

for (const path of [
  'README.md',
  'packages/runtime/README.md',
  'packages/transform/README.md',
  'docs/guide.md',
]) {
  test(
    `${path} is true of the installed packages`,
    async () => {
      for (const block of blocksOf(readDocument(path))) await runBlock(block, project, 40_000);
    },
    { deadline: 120_000 },
  );
}

test(
  'the command compiles a TypeScript project by its tsconfig.json',
  async () => {
    const folder = join(project, 'cli');
    cpSync(join(workspace, 'examples/cli'), folder, {
      recursive: true,
      filter: (path) => !path.endsWith(`${sep}dist`),
    });
    const printed = await lines(
      'npx killable-compile --quiet && node dist/main.js',
      folder,
      50_000,
    );
    assert.equal(printed, [
      "[ '41 characters: this job takes too long', '4 characters: a match' ]",
    ]);
  },
  { deadline: 60_000 },
);
