// deadline: 300s
/**
 * The map leads back to what the author wrote: each of the author's words in the output to its own line and column, the code put in
 * to the construct that it was put into, through an earlier map as well, and in the stack traces that people read.
 */
import { parse, type ParserPlugin } from '@babel/parser';
import { decodedMappings, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import * as assert from 'uvu/assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@babel/core';
import { transformSync as esbuild } from 'esbuild';
import { transform, type SourceMap, type TransformOptions } from '@killable/transform';
import killable from '@killable/transform/babel';
import { scratchFolder } from './lib/compile.ts';
import { goodFixtures, type Fixture } from './lib/fixtures.ts';
import { suite } from './lib/suite.ts';

const fixtures = goodFixtures().filter(({ name }) => name !== 'modules/already-compiled');
const variants: TransformOptions[] = [{}, { poll: 'plain', awaits: 'check' }];

interface Word {
  readonly text: string;
  readonly start: number;
}

/** Names, keywords and private names of a text, in order. Babel's tokens, since only a parser can tell a word from a string. */
function wordsOf(code: string, { file, options }: Pick<Fixture, 'file' | 'options'>): Word[] {
  const plugins: ParserPlugin[] = [
    'decoratorAutoAccessors',
    'explicitResourceManagement',
    'importAttributes',
  ] as ParserPlugin[];
  if (/ts$/.test(file)) plugins.push('typescript', 'decorators-legacy');
  else if (/tsx$/.test(file)) plugins.push('typescript', 'jsx', 'decorators-legacy');
  else plugins.push('jsx', 'decorators');
  const { tokens } = parse(code, {
    tokens: true,
    plugins,
    sourceType:
      options.sourceType === 'script' ? 'script' : /\.cjs$/.test(file) ? 'commonjs' : 'unambiguous',
  } as never) as unknown as {
    tokens: { type: { label?: string; keyword?: string }; start: number; end: number }[];
  };
  return tokens
    .filter(({ type }) => type.label === 'name' || type.keyword !== undefined)
    .map(({ start, end }) => ({ text: code.slice(start, end), start }));
}

/** Line terminators as source maps count them. */
class Lines {
  readonly #starts = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
      this.#starts.push(at + 1);
  }

  offset(line: number, column: number): number {
    return this.#starts[line]! + column;
  }

  place(offset: number): { line: number; column: number } {
    let line = this.#starts.length - 1;
    while (this.#starts[line]! > offset) line--;
    return { line, column: offset - this.#starts[line]! };
  }
}

/** Offset in the output → offset in the source, of every segment of the map. */
function segmentsOf(map: SourceMap, code: string, source: string): Map<number, number> {
  const [from, to] = [new Lines(code), new Lines(source)];
  const segments = new Map<number, number>();
  decodedMappings(new TraceMap(map)).forEach((line, i) => {
    for (const segment of line) {
      if (segment.length > 1)
        segments.set(from.offset(i, segment[0]), to.offset(segment[2]!, segment[3]!));
    }
  });
  return segments;
}

const words = suite("the author's words");
for (const fixture of fixtures) {
  words(`${fixture.name}: each word of the output is at its own place in the source`, () => {
    const { source, file, options } = fixture;
    for (const variant of variants) {
      const { code, map, plan } = transform(source, { ...variant, ...options, filename: file });
      const segments = segmentsOf(map!, code, source);
      for (const [at, origin] of segments) {
        // Where text was put in, the segment has the place of the word behind it.
        const isPutIn = !code.startsWith(wordAt(source, origin), at);
        const next = isPutIn
          ? [...segments.values()].filter((other) => other === origin).length
          : 0;
        assert.ok(!isPutIn || next > 1 || wordAt(code, at) === '=', `${at} of\n${code}`);
      }
      const traced = new Set(segments.values());
      // The update of a strip-mined loop moves out of its head; its construct's own test below holds for it.
      const strips = plan.sites.filter(({ flavour }) => flavour === 'strip');
      // A declaration of `await using` becomes a constant: its two words are no longer there.
      const usings = plan.sites.filter(
        ({ kind, flavour }) => /^using/.test(kind) && flavour === 'hook',
      );
      const isReplaced = (start: number): boolean =>
        /^(?:await )?using /.test(source.slice(start)) &&
        usings.some((site) => site.start <= start && start < site.end);
      const missing = wordsOf(source, fixture).filter(
        ({ start }) =>
          !traced.has(start) &&
          !strips.some((site) => site.start <= start && start < site.end) &&
          !isReplaced(start),
      );
      assert.equal(missing, [], code);
    }
  });

  words(`${fixture.name}: what was put in traces to a construct of the plan`, () => {
    const { source, file, options } = fixture;
    for (const variant of variants) {
      const { code, map, plan } = transform(source, { ...variant, ...options, filename: file });
      const trace = new TraceMap(map as never);
      const [from, to] = [new Lines(code), new Lines(source)];
      const own = new Set(wordsOf(source, fixture).map(({ text }) => text));
      const prelude = Math.max(code.indexOf('"@killable/runtime/abi'), code.indexOf('"./vendor/'));
      for (const { text, start } of wordsOf(code, fixture)) {
        if (!/^\$+\w$/.test(text) || own.has(text) || start < prelude || prelude < 0) continue;
        const { line, column } = from.place(start);
        // A line of its own behind a body that the line end closes: nothing in it can throw.
        if (/^(?:\$c=\$z[^;]+;)?if\(\$z>=0\)break/.test(code.slice(start - column))) continue;
        if (isRootCount(code, start) || isAlias(code, start)) continue;
        const origin = originalPositionFor(trace, { line: line + 1, column });
        assert.ok(
          origin.line !== null,
          `${text} at ${line + 1}:${column} has no origin in\n${code}`,
        );
        const offset = to.offset(origin.line - 1, origin.column);
        const inSite = plan.sites.some(
          (site) => site.start <= offset && offset <= nextWord(source, site.end),
        );
        assert.ok(
          inSite,
          `${text} at ${line + 1}:${column} traces to ${origin.line}:${origin.column}, where no site is, in\n${code}`,
        );
      }
    }
  });
}

/** A constant of the prelude: `const $n=$n_,$t=$t_;`. */
const isAlias = (code: string, start: number): boolean =>
  /^(\$+\w)=\1_[,;]/.test(code.slice(start));

/** The countdown of the top level is declared in the prelude. */
function isRootCount(code: string, start: number): boolean {
  return (
    /(?:"|\)|\)\]|_|^);(?:let|var) $/.test(code.slice(0, start)) &&
    /^\$+c=50;/.test(code.slice(start))
  );
}

/** Offset of the first word behind `offset`, over blanks, comments and punctuation. */
function nextWord(text: string, offset: number): number {
  const rest = text.slice(offset);
  const [skipped] = /^(?:\s|[;,)\]}>]|\/\*[^]*?\*\/|\/\/.*|-->.*|<!--.*)*/.exec(rest)!;
  return offset + skipped.length;
}

function wordAt(text: string, offset: number): string {
  return /^(?:[\p{ID_Continue}$]+|[^])/u.exec(text.slice(offset))?.[0] ?? '';
}

const composed = suite('through an earlier map');
for (const fixture of fixtures.filter(({ file }) => /tsx?$/.test(file))) {
  composed(`${fixture.name}: TypeScript, esbuild, transform lead to the TypeScript`, () => {
    const js = esbuild(fixture.source, {
      loader: 'tsx' === fixture.file.slice(-3) ? 'tsx' : 'ts',
      sourcemap: 'external',
      sourcefile: 'author.ts',
      sourcesContent: true,
      tsconfigRaw: '{}',
    });
    const { code, map } = transform(js.code, {
      filename: 'author.js',
      inputSourceMap: JSON.parse(js.map) as object,
    });
    assert.equal(map!.sources, ['author.ts']);
    assert.equal(map!.sourcesContent, [fixture.source]);
    const own = transform(js.code, { filename: 'author.js' });
    const [first, last] = [new TraceMap(js.map), new TraceMap(map as never)];
    const [from, to] = [new Lines(code), new Lines(js.code)];
    let compared = 0;
    for (const [at, origin] of segmentsOf(own.map!, own.code, js.code)) {
      if (!/[\w$]/.test(code[at] ?? '')) continue;
      const [a, b] = [from.place(at), to.place(origin)];
      const through = originalPositionFor(first, { line: b.line + 1, column: b.column });
      const direct = originalPositionFor(last, { line: a.line + 1, column: a.column });
      assert.equal(
        [direct.source, direct.line, direct.column],
        [through.source, through.line, through.column],
      );
      if (direct.line !== null) compared++;
    }
    assert.ok(compared > 5, `${compared} places compared`);
  });
}

const traces = suite('stack traces');
/** Each throws `new Error('here')`; the trace must name where that stands in the author's file. */
const programs: Record<string, string> = {
  'the line of the prelude': `export {}; for (const x of [1]) throw new Error('here');\n`,
  'a loop without braces': `let i = 0;\nwhile (true) if (i++ > 300) throw new Error('here');\nexport {};\n`,
  'a counted loop': `export function f(n) {\n  let s = 0;\n  for (let i = 0; i < n; i++) { s += i; if (s > 1e4) throw new Error('here'); }\n}\nf(1000);\n`,
  'an arrow with an expression': `const fail = () => { throw new Error('here') };\nexport const f = (x) => x ?? fail();\nf(null);\n`,
  'behind an await': `const f = async (x) => {\n  for await (const y of [x]) { await null; throw new Error('here'); }\n};\nawait f(1);\n`,
  'an async arrow with an expression': `export const g = async (x) => (await x, (() => { throw new Error('here') })());\nawait g(1);\n`,
  'a catch with a pattern': `try { throw { a: 1 } } catch ({ a, b = [a] }) { /* first */ for (const x of b) throw new Error('here') }\nexport {};\n`,
  'a catch without a binding, and finally': `try { try { null.x } catch { JSON.stringify('') } finally { throw new Error('here') } } finally { [].length }\nexport {};\n`,
  'a class field and a static block': `class A {\n  x = [1].map(() => { throw new Error('here') });\n  static { new A() }\n}\nexport {};\n`,
  'a generator': `function* g() { try { yield 1 } finally { yield* h() } }\nfunction* h() { throw new Error('here') }\nfor (const x of g()) break;\nexport {};\n`,
  'text beyond the first plane': `export const 𝒳 = '🙂'; for (const c of 𝒳) { /* 🙂 */ throw new Error('here'); }\n`,
};
const ways: Record<string, (source: string) => { code: string; map: unknown }> = {
  'transform()': (source) => transform(source, { filename: 'author.js' }),
  'the Babel plugin': (source) => {
    const options = {
      configFile: false,
      babelrc: false,
      filename: 'author.js',
      sourceMaps: true,
    } as const;
    const { code, map } = transformSync(source, {
      ...options,
      plugins: [[killable, {}]] as never,
    })!;
    return { code: code!, map: { ...map, sources: ['author.js'] } };
  },
  'esbuild, then transform()': (source) => {
    const first = esbuild(source, {
      loader: 'ts',
      target: 'node20',
      sourcemap: 'external',
      sourcefile: 'author.js',
    });
    return transform(first.code, {
      filename: 'between.js',
      inputSourceMap: JSON.parse(first.map) as object,
    });
  },
};
for (const [way, compile] of Object.entries(ways)) {
  traces(`compiled by ${way}, errors name the author's line and column`, () => {
    const folder = join(scratchFolder(), `traces-${Object.keys(ways).indexOf(way)}`);
    mkdirSync(folder);
    const failures: string[] = [];
    Object.entries(programs).forEach(([name, source], i) => {
      const { code, map } = compile(source);
      const inline = Buffer.from(JSON.stringify(map)).toString('base64');
      const file = join(folder, `program${i}.js`);
      writeFileSync(file, `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`);
      const at = source.indexOf("new Error('here')");
      const { line, column } = new Lines(source).place(at);
      const { stderr } = spawnSync(process.execPath, ['--enable-source-maps', file], {
        encoding: 'utf8',
        timeout: 60_000,
      });
      const wanted = `author.js:${line + 1}:${column + 1}`;
      const frame = stderr.split('\n').find((text) => /^ {4}at /.test(text)) ?? stderr;
      if (!frame.includes(wanted))
        failures.push(`${name}: wanted ${wanted}, got ${frame}\n${code}`);
    });
    assert.equal(failures, [], failures.join('\n'));
  });
}

const off = suite('without a map');
off('sourceMap: false makes none', () => {
  assert.is(transform('while (false);', { sourceMap: false }).map, null);
});
