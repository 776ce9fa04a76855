// deadline: 300s
/**
 * What the documents show is what happens: every `ts`, `js` and `sh` block is run and its output compared. What they list is what
 * there is: names of the API, subpaths, options, engines, links.
 */
import * as assert from 'uvu/assert';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as runtime from '@killable/runtime';
import { transform } from '@killable/transform';
import { optionsPage } from '../docs/options.ts';
import { engineTable } from '../packages/transform/src/plan/engines.ts';
import { userProject, workspace } from './lib/user-project.ts';
import { blocksOf, readDocument, runBlock, runnable } from './lib/snippets.ts';
import { suite } from './lib/suite.ts';

const documents = [
  'README.md',
  'examples/README.md',
  ...['runtime', 'transform'].map((name) => `packages/${name}/README.md`),
  ...readdirSync(join(workspace, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const BLOCK = 40_000;

const snippets = suite('snippets');
for (const path of documents) {
  const blocks = blocksOf(readDocument(path));
  const run = blocks.filter(
    ({ language, file }) => file !== undefined || runnable.includes(language),
  );
  if (run.length === 0) continue;
  snippets(
    `${path}: ${run.length} blocks do what they say`,
    async () => {
      const project = userProject();
      for (const block of run) await runBlock(block, project, BLOCK);
    },
    { deadline: 150_000 },
  );
}

snippets('a block that does not do what it says fails', async () => {
  const project = userProject();
  const [wrong, broken, unknown] = blocksOf(
    [
      '```ts\nconsole.log(1);\n// → 2\n```',
      '```js\nthrow new Error("no");\n```',
      '```sh\nnpm install no-such-package-of-ours\n```',
    ].join('\n'),
  );
  for (const [block, message] of [
    [wrong!, /line 2 says\n {2}2\nand prints\n {2}1/],
    [broken!, /Error: no/],
    [unknown!, /the workspace does not know/],
  ] as const) {
    let error: unknown;
    await runBlock(block, project, BLOCK).catch((reason: unknown) => (error = reason));
    assert.match(String(error), message);
  }
});

const lists = suite('lists');

/** The names in code spans of a table's first column. */
function firstColumn(markdown: string, heading: string): string[] {
  const section = markdown.split(`\n${heading}\n`)[1]?.split(/\n#+ /)[0] ?? '';
  const cells = section.match(/^\| `.*?\|/gm) ?? [];
  return cells.flatMap((cell) => [...cell.matchAll(/`(?:new )?(\w+)/g)].map(([, name]) => name!));
}

lists('the table of the API has every name that the runtime exports, and no other', () => {
  const exported = Object.keys(runtime).sort();
  for (const path of ['README.md', 'packages/runtime/README.md']) {
    const named = [...new Set(firstColumn(readDocument(path), '## The runtime'))];
    const values = named.filter((name) => name !== 'thread');
    assert.equal(values.sort(), exported, path);
  }
});

lists('the methods that the table of the API names are there', () => {
  const thread = new runtime.Thread(() => {});
  const names = [...readDocument('README.md').matchAll(/`thread\.(\w+)/g)].map(([, name]) => name!);
  assert.ok(names.length > 8);
  for (const name of names) assert.ok(name in thread, name);
});

lists("each subpath of the compiler is named in its package's README", () => {
  const { exports } = JSON.parse(readDocument('packages/transform/package.json')) as {
    exports: Record<string, unknown>;
  };
  const text = readDocument('packages/transform/README.md');
  for (const subpath of Object.keys(exports)) {
    if (subpath === './package.json') continue;
    assert.ok(text.includes(`\`@killable/transform${subpath.slice(1)}\``), subpath);
  }
});

lists('docs/options.md is what docs/options.ts makes', () => {
  assert.is(
    readFileSync(join(workspace, 'docs/options.md'), 'utf8'),
    optionsPage(),
    'run: node --import tsx docs/options.ts',
  );
});

lists('the notes on engines say what the engine table does', () => {
  const notes: Record<string, string[]> = {
    v8: ['node', 'deno', 'chrome', 'edge'],
    javascriptcore: ['bun', 'safari', 'ios'],
    spidermonkey: ['firefox'],
  };
  assert.equal(engineTable.map(({ engine }) => engine).sort(), Object.values(notes).flat().sort());
  for (const { engine, from, keepsPlainLoad } of engineTable) {
    const [note] = Object.entries(notes).find(([, engines]) => engines.includes(engine))!;
    assert.is(keepsPlainLoad, note === 'v8', `${engine} and docs/notes/${note}.md`);
    const text = readDocument(`docs/notes/${note}.md`);
    if (keepsPlainLoad) assert.ok(text.includes(`'${engine}${from}'`), `${engine} in ${note}.md`);
    const { plan } = transform('for (;;) call();', { target: `${engine}${from}` });
    const loop = plan.sites.find(({ kind }) => kind === 'loop');
    assert.is(loop?.flavour, keepsPlainLoad ? 'plain' : 'countdown', engine);
  }
});

lists('each link to a file leads to one', () => {
  for (const path of documents) {
    for (const [, target] of readDocument(path).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target!)) continue;
      const file = join(workspace, dirname(path), target!);
      assert.ok(existsSync(file), `${path} links to ${target}, which does not exist`);
    }
  }
});
