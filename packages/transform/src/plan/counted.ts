/**
 * Counted loops, `for (…; i < n; i++)` with a bound that cannot change, and how a loop is cut into strips of K iterations with one poll each.
 *
 *   for (init; i < n;) { poll; const end = min(n, i ± K·step); do { body } while (update, i < end) }            a counted loop
 *   for (init;;) { poll; let left = K; for (; --left >= 0 && test; update) body; if (left >= 0) break }        any other
 * `do body while (test && --left >= 0)` in the latter, so that the body follows a test that held, also over the end of a strip.
 * In the sound flavour both take what they run from the function's countdown: the first before each strip; in the second K is what the countdown
 * allows, and what is left goes back. A jump out of the inner loop to a label may keep a strip for itself, 2 µs; the loop that it goes on pays.
 * Claim: it is the same programme whatever the types are. The test and the update run as often as before and in the same order. In
 * the second form `left` is below 0 only if the strip is used up; otherwise the test was false or the body left the loop. In the first the
 * outer test decides; `end` is NaN or i unless all is numeric, and then each strip is one iteration. A variable that begins with a literal gets
 * nowhere near 2^53, where a step may not move it; for others the runtime looks (`strip`).
 * Latency: the second form counts; in the first nothing but the update writes `i`, so a strip has K iterations at most.
 * The inner loop holds no call, so an engine treats it as it would the author's. Counter-example that shaped both: a closure in the
 * body sees a fresh `let i` each iteration, so a loop whose variable is captured keeps its shape.
 * (HotSpot's loop strip mining is the model; its fixed strip of 1000 took seconds around a body of milliseconds, so K follows the body's cost.)
 */
import type * as t from '@babel/types';
import type { Binding } from './binding.ts';
import { FAR, literal } from './first-values.ts';
import type { Scopes } from './scope.ts';
import type { Counted } from './types.ts';

type Comparison = '<' | '<=' | '>' | '>=';

/** What the loop counts, or null for a loop of another shape. */
export function countedLoop(node: t.ForStatement, scopes: Scopes, home: t.Node): Counted | null {
  const step = node.update ? stepOf(node.update) : null;
  if (step === null || !node.test) return null;
  const { name: variable } = step.target;
  const binding = scopes.bindingOf(step.target);
  if (!binding || binding.home !== home || !onlyUpdated(binding, node, home)) return null;
  const comparison = comparisonOf(node.test, variable);
  if (!comparison) return null;
  const { by } = step;
  const up = comparison.operator[0] === '<';
  if (typeof by === 'number' ? by > 0 !== up : !up || !isFixed(by, scopes, home, node)) return null;
  const bound = isFixed(comparison.bound, scopes, home, node) ? textOf(comparison.bound) : null;
  if (bound === null) return null;
  return {
    variable,
    bound,
    step: typeof by === 'number' ? by : by.name,
    first: firstOf(node, variable, binding, scopes),
    numeric: countsOnly(binding, scopes),
    numericBound: isNumber(comparison.bound, scopes),
    operator: comparison.operator,
    update: typeof by === 'number' ? textOfStep(variable, by) : `${variable}+=${by.name}`,
  };
}

/** Whether the loop may be split in two: no closure of the body has to see a variable of its own per iteration. */
export function canSplit(
  node: t.ForStatement | t.WhileStatement | t.DoWhileStatement,
  scopes: Scopes,
): boolean {
  if (node.type !== 'ForStatement' || !node.init) return true;
  const { init } = node;
  if (init.type !== 'VariableDeclaration') return isPlain(init);
  return init.kind === 'var' || (init.kind === 'let' && !declaresCaptured(init, scopes));
}

/** Trip count of a loop from one constant to another; undefined for others. */
export function tripCount(node: t.ForStatement, scopes: Scopes, home: t.Node): number | undefined {
  const counted = countedLoop(node, scopes, home);
  if (!counted || typeof counted.step === 'string') return undefined;
  const from = counted.first;
  const to = numberOf((node.test as t.BinaryExpression).right, scopes);
  if (from === undefined || to === undefined) return undefined;
  const trips = Math.ceil((to - from) / counted.step) + (counted.operator.length > 1 ? 1 : 0);
  return Number.isFinite(trips) ? Math.max(0, trips) : undefined;
}

/**
 * What the loop's own initialiser gives its variable, if that is a number known here. Only if it writes the variable once: `i = 0, i -= 1e9` begins
 * elsewhere.
 */
function firstOf(
  { init }: t.ForStatement,
  variable: string,
  { writes }: Binding,
  scopes: Scopes,
): number | undefined {
  if (!init || writes.filter(({ at }) => inside(at, init)).length !== 1) return undefined;
  const value =
    init.type === 'VariableDeclaration'
      ? init.declarations.find(({ id }) => id.type === 'Identifier' && id.name === variable)?.init
      : assigned(init, variable);
  const first = value ? numberOf(value, scopes) : undefined;
  return first !== undefined && Math.abs(first) < FAR ? first : undefined;
}

function assigned(node: t.Expression, variable: string): t.Expression | undefined {
  if (node.type === 'SequenceExpression')
    return node.expressions.map((part) => assigned(part, variable)).findLast(Boolean);
  if (node.type !== 'AssignmentExpression' || node.operator !== '=') return undefined;
  return node.left.type === 'Identifier' && node.left.name === variable ? node.right : undefined;
}

/**
 * Value of a literal, or of a variable that never gets another one. Where that is a `var` it may still be undefined: comparisons are then false, and
 * nothing is done with it.
 */
function numberOf(node: t.Node, scopes: Scopes): number | undefined {
  if (node.type !== 'Identifier') return literal(node);
  const binding = scopes.bindingOf(node);
  return binding && !binding.dynamic && binding.writes.length === 1 ? binding.constant : undefined;
}

/** A number wherever a comparison with it holds: see `Binding.counts`. */
function isNumber(node: t.Node, scopes: Scopes): boolean {
  if (node.type !== 'Identifier') return literal(node) !== undefined;
  const binding = scopes.bindingOf(node);
  return binding !== undefined && countsOnly(binding, scopes);
}

function countsOnly({ counts, dynamic, from }: Binding, scopes: Scopes): boolean {
  return counts && !dynamic && (from === undefined || numberOf(from, scopes) !== undefined);
}

function textOfStep(name: string, by: number): string {
  if (Math.abs(by) === 1) return by > 0 ? `${name}++` : `${name}--`;
  return by > 0 ? `${name}+=${by}` : `${name}-=${-by}`;
}

function stepOf(update: t.Expression): { target: t.Identifier; by: number | t.Identifier } | null {
  if (update.type === 'UpdateExpression' && update.argument.type === 'Identifier')
    return { target: update.argument, by: update.operator === '++' ? 1 : -1 };
  if (update.type !== 'AssignmentExpression' || update.left.type !== 'Identifier') return null;
  const { left: target, operator, right } = update;
  if (operator !== '+=' && operator !== '-=') return null;
  if (right.type === 'Identifier') return operator === '+=' ? { target, by: right } : null;
  if (right.type !== 'NumericLiteral') return null;
  const by = operator === '+=' ? right.value : -right.value;
  return Number.isInteger(by) && by !== 0 && Math.abs(by) < 2 ** 20 ? { target, by } : null;
}

/** No write in the loop but the update, and none by another function that could run meanwhile. */
function onlyUpdated(binding: Binding, node: t.ForStatement, home: t.Node): boolean {
  if (binding.dynamic || node.start == null || node.body.start == null) return false;
  return binding.writes.every(({ at, home: writer }) => {
    if (writer !== home) return false;
    const insideLoop = at >= node.start! && at < node.end!;
    return !insideLoop || inside(at, node.init) || inside(at, node.update);
  });
}

function inside(at: number, node: t.Node | null | undefined): boolean {
  return node?.start != null && at >= node.start && at < node.end!;
}

function declaresCaptured({ declarations }: t.VariableDeclaration, scopes: Scopes): boolean {
  return declarations.some(({ id }) => {
    if (id.type !== 'Identifier') return true;
    const binding = scopes.bindingOf(id);
    return !binding || binding.dynamic || binding.captured;
  });
}

function comparisonOf(
  test: t.Expression,
  name: string,
): { operator: Comparison; bound: t.Expression } | null {
  if (test.type !== 'BinaryExpression' || !['<', '<=', '>', '>='].includes(test.operator))
    return null;
  if (test.left.type !== 'Identifier' || test.left.name !== name) return null;
  return { operator: test.operator as Comparison, bound: test.right };
}

/** A number, or a variable that nothing writes while the loop runs. */
function isFixed(bound: t.Expression, scopes: Scopes, home: t.Node, loop: t.ForStatement): boolean {
  if (numberOf(bound, scopes) !== undefined) return true;
  if (bound.type !== 'Identifier') return false;
  const binding = scopes.bindingOf(bound);
  if (!binding || binding.dynamic || loop.start == null) return false;
  return binding.writes.every(
    ({ at, home: writer }) =>
      (writer === home || (binding.home !== home && binding.writes.length <= 1)) &&
      !(at >= loop.body.start! && at < loop.end!),
  );
}

function textOf(bound: t.Expression): string {
  if (bound.type === 'Identifier') return bound.name;
  return bound.type === 'UnaryExpression'
    ? `-${String((bound.argument as t.NumericLiteral).value)}`
    : String((bound as t.NumericLiteral).value);
}

/** An initialiser that holds nothing to compile, so its text can be moved. */
function isPlain(node: t.Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'NumericLiteral':
    case 'ThisExpression':
    case 'BooleanLiteral':
    case 'NullLiteral':
    case 'StringLiteral':
      return true;
    case 'MemberExpression':
      return isPlain(node.object) && (!node.computed || isPlain(node.property));
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return isPlain(node.left) && isPlain(node.right);
    case 'SequenceExpression':
      return node.expressions.every(isPlain);
    case 'UnaryExpression':
    case 'UpdateExpression':
      return isPlain(node.argument);
    default:
      return false;
  }
}
