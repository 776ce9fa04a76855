/** What the compiler says to bad input: where, what, and what to do instead. */
import * as assert from 'uvu/assert';
import { transformSync } from '@babel/core';
import { transform, TransformError, type TransformOptions } from '@killable/transform';
import killable from '@killable/transform/babel';
import { suite } from './lib/suite.ts';

function errorOf(code: string, options: TransformOptions = {}): TransformError {
  try {
    transform(code, options);
  } catch (error) {
    assert.instance(error, TransformError);
    return error as TransformError;
  }
  throw new Error(`compiled without an error: ${code}`);
}

const syntax = suite('syntax errors');

syntax('name file, line, column and problem, and show the place', () => {
  const error = errorOf('const a = 1;\nfor (;;) {\n  a b;\n}\n', { filename: 'src/bad.ts' });
  assert.is(error.code, 'SYNTAX');
  assert.equal([error.filename, error.line, error.column], ['src/bad.ts', 3, 4]);
  assert.ok(error.message.startsWith('[killable] src/bad.ts:3:4: '), error.message);
  assert.match(error.frame, /> 3 \| +a b;/);
  assert.ok(error.message.endsWith(error.frame));
  assert.not.match(error.reason, /\(\d+:\d+\)/);
  assert.instance(error.cause, SyntaxError);
});

syntax('count lines as editors do, also with CRLF and characters beyond the first plane', () => {
  assert.equal(place('a;\r\nb c;\r\n'), [2, 2]);
  assert.equal(place("'🙂'; b c;"), [1, 8]);
  assert.equal(place('a\n\n\n(', 4), [4, 2]);

  function place(code: string, line?: number): [number, number] {
    const error = errorOf(code);
    if (line !== undefined) assert.is(error.line, line);
    return [error.line, error.column];
  }
});

syntax('without a file name speak of the input', () => {
  assert.match(errorOf('a b').message, /^\[killable\] <input>:1:2: /);
});

syntax('show no frame of a line that nobody can read', () => {
  const error = errorOf(`${'a;'.repeat(1000)}b c;`);
  assert.is(error.frame, '');
  assert.ok(error.message.length < 300);
});

syntax('come for TypeScript in a file that is none, and for JSX in a .ts file', () => {
  assert.is(errorOf('const a: number = 1;', { filename: 'a.js' }).code, 'SYNTAX');
  assert.is(errorOf('const a = <b/>;', { filename: 'a.ts' }).code, 'SYNTAX');
  assert.is(transform('const a = <b/>;', { filename: 'a.tsx' }).plan.sites.length, 0);
});

syntax('come for module syntax in a script, and for what strict code forbids', () => {
  assert.is(errorOf('import "x"', { sourceType: 'script' }).code, 'SYNTAX');
  assert.is(errorOf('with (a) b', { sourceType: 'module' }).code, 'SYNTAX');
  assert.is(errorOf('return', { sourceType: 'script' }).code, 'SYNTAX');
});

const options = suite('option errors');
const bad: [object, RegExp][] = [
  [{ pol: 'plain' }, /unknown option 'pol'; the options are .*\bpoll\b/],
  [{ poll: 'fast' }, /option 'poll' is "fast"; it takes 'sound' or 'plain'/],
  [{ awaits: true }, /option 'awaits' is true; it takes 'interruptible' or 'check'/],
  [{ latency: 0 }, /option 'latency' is 0; it takes a number above 0/],
  [{ latency: '1ms' }, /option 'latency' is "1ms"; it takes a number above 0/],
  [{ latency: Infinity }, /option 'latency'/],
  [{ target: [20] }, /option 'target' is \[20\]; it takes a string or an array of strings/],
  [{ sourceMap: 'inline' }, /option 'sourceMap' is "inline"; it takes true or false/],
  [{ sourceType: 'esm' }, /option 'sourceType' is "esm"; it takes 'module' or /],
  [{ filename: 5 }, /option 'filename' is 5; it takes a string/],
  [{ inputSourceMap: 'map' }, /option 'inputSourceMap' is "map"; it takes an object/],
  [{ runtime: null, functionPolls: 'none' }, /option 'functionPolls'/],
];
for (const [given, message] of bad) {
  options(`${JSON.stringify(given)} is refused in words`, () => {
    const error = errorOf('for (;;) f();', given);
    assert.is(error.code, 'OPTION');
    assert.match(error.message, message);
    assert.ok(error.message.startsWith('[killable] '));
    assert.equal([error.line, error.column, error.frame], [0, 0, '']);
  });
}

options('an input map that is none is refused, not ignored', () => {
  const error = errorOf('for (;;) f();', {
    inputSourceMap: { version: 3, mappings: '!!', sources: 5 },
  });
  assert.is(error.code, 'OPTION');
  assert.match(error.message, /inputSourceMap/);
});

options('undefined is as good as absent', () => {
  const given: TransformOptions = {
    poll: undefined,
    target: undefined,
    filename: undefined,
    latency: undefined,
  };
  assert.is(transform('for (;;) f();', given).code, transform('for (;;) f();').code);
});

options('the Babel plugin refuses the same, when it is loaded', () => {
  for (const given of [{ pol: 1 }, { poll: 'fast' }]) {
    assert.throws(
      () =>
        transformSync('a', {
          configFile: false,
          babelrc: false,
          plugins: [[killable, given]] as never,
        }),
      /\[killable\] .*option/,
    );
  }
});

const noPoll = suite('"no poll" that breaks the promise');

noPoll('lists every place with its line, and says what to write instead', () => {
  const code = `export async function f(xs) {
  'no poll';
  for (const x of xs) g(x);
  const h = () => { while (xs) g(); };
  await h();
  for await (const x of xs);
}`;
  const error = errorOf(code, { filename: 'lock.js' });
  assert.is(error.code, 'NO_POLL');
  assert.equal([error.filename, error.line, error.column], ['lock.js', 3, 3]);
  assert.match(error.message, /line 3: a loop/);
  assert.match(error.message, /line 4: a loop/);
  assert.match(error.message, /line 5: an await/);
  assert.match(error.message, /line 6: an await/);
  assert.match(error.message, /"no poll, bounded"/);
  assert.match(error.frame, /> 3 \|/);
});

noPoll('is accepted without loops and awaits, and where the author says that it is bounded', () => {
  transform('function f() { "no poll"; return g(); }');
  transform('function f(xs) { "no poll, bounded"; for (const x of xs) g(x); }');
  transform('function f(xs) { for (const x of xs) g(x); function h() { "no poll"; g() } }');
});

noPoll('comes from the Babel plugin too', () => {
  const source = 'function f() { "no poll"; for (;;) g(); }';
  assert.throws(
    () =>
      transformSync(source, {
        configFile: false,
        babelrc: false,
        filename: 'a.js',
        plugins: [[killable, {}]] as never,
      }),
    /line 1: a loop/,
  );
});

const hostile = suite('texts that are hard on a parser');

hostile('an empty text, a text of one BOM and a deep nesting compile', () => {
  assert.is(transform('').code, '');
  assert.is(transform('\ufeff').code, '\ufeff');
  assert.ok(transform(`a = ${'('.repeat(500)}1${')'.repeat(500)}`).code.length > 1000);
});

hostile('a nesting that is too deep is an error of its own, not a crash', () => {
  let error: unknown;
  try {
    transform(`a = ${'['.repeat(200_000)}`);
  } catch (caught) {
    error = caught;
  }
  assert.instance(error, TransformError);
});
