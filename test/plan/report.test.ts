/** The plan as text. */
import * as assert from 'uvu/assert';
import { report, transform } from '@killable/transform';
import { suite } from '../lib/suite.ts';

const test = suite('report');

test('a line per site: line and column from 1, kind, flavour, reason; then the counts', () => {
  const code = '// 🙂\r\nfunction f() {\n\tfor (;;) g();\n}\nfunction s(a) { return a } s(1);\n';
  const text = report(transform(code).plan, code);
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/ +/g, ' '));
  assert.equal(lines, [
    '2:1 function plain count=20 entry; only real calls reach it',
    '3:2 loop countdown back-edge; the cost of an iteration is not known',
    '5:1 function none short, and calls nothing that is not',
    'function 1 (+1 elided), loop 1',
  ]);
});

test('a text without sites, and one that is compiled already, say so', () => {
  assert.is(report(transform('a;').plan, 'a;'), 'no sites\n');
  const { code } = transform('for (;;) g();');
  assert.is(report(transform(code).plan, code), 'already compiled\n');
});
