/**
 * Counted loops: `for (…; i < n; i++)` with an induction variable that moves by a constant step.
 *
 * Strip mining runs the body in strips of K iterations, with one poll a strip:
 *   for (init; test;) { poll; const end = strip(i, n, ±K·step); do { body } while (update, i < end) }          the bound cannot change
 *   for (init; test;) { poll; const end = …; do { body } while (update, i < end && test); if (i < end) break }   it can
 * Claim: it is the same programme whatever the types are. The test and the update run as often as before and in the same order: where
 * the inner loop ends below `end` its test was false, and otherwise the outer one decides. `strip` gives NaN unless all is
 * numeric and below 2^53, and then each strip is one iteration. Latency needs more: nothing but the update writes `i`,
 * so a strip has K iterations at most. Counter-example that shaped it: a closure in the body sees a fresh `let i` each iteration.
 * (HotSpot's loop strip mining is the model; its fixed strip of 1000 took seconds around a body of milliseconds, so K follows the body's cost.)
 */
import type * as t from '@babel/types';
import type { Binding, Scopes } from './scope.ts';

export interface Counted {
  variable: string;
  /** Text of the bound where it cannot change while the loop runs, else null. */
  bound: string | null;
  step: number;
  operator: '<' | '<=' | '>' | '>=' | null;
  /** Text of the test and of the update, which stand a second time in the strip. */
  test: string;
  update: string;
}

type Comparison = '<' | '<=' | '>' | '>=';

/** What the loop counts, or null for a loop of another shape. */
export function countedLoop(node: t.ForStatement, scopes: Scopes, home: t.Node): Counted | null {
  const step = node.update ? stepOf(node.update) : null;
  if (step === null || !node.test || !isPlain(node.test)) return null;
  const binding = scopes.bindingOf(step.target);
  if (!binding || binding.home !== home || !onlyUpdated(binding, node, home)) return null;
  if (node.init?.type === 'VariableDeclaration' && node.init.kind !== 'var' && declaresCaptured(node, scopes)) return null;
  const { name } = step.target;
  const texts = { test: print(node.test), update: step.by === 1 ? `${name}++` : step.by === -1 ? `${name}--` : step.by > 0 ? `${name}+=${step.by}` : `${name}-=${-step.by}` };
  const comparison = comparisonOf(node.test, name);
  if (comparison && Math.sign(step.by) === (comparison.operator[0] === '<' ? 1 : -1) && isFixed(comparison.bound, scopes, home, node)) {
    return { variable: name, bound: print(comparison.bound), step: step.by, operator: comparison.operator, ...texts };
  }
  return { variable: name, bound: null, step: step.by, operator: null, ...texts };
}

/** Trip count of a loop from one literal to another; undefined for others. */
export function tripCount(node: t.ForStatement, scopes: Scopes, home: t.Node): number | undefined {
  const counted = countedLoop(node, scopes, home);
  const first = node.init?.type === 'VariableDeclaration' ? node.init.declarations.find(({ id }) => id.type === 'Identifier' && id.name === counted?.variable)?.init : undefined;
  if (!counted || counted.bound === null || counted.operator === null || first?.type !== 'NumericLiteral') return undefined;
  const bound = Number(counted.bound);
  const trips = Math.ceil((bound - first.value) / counted.step) + (counted.operator.length > 1 ? 1 : 0);
  return Number.isFinite(trips) ? Math.max(0, trips) : undefined;
}

function stepOf(update: t.Expression): { target: t.Identifier; by: number } | null {
  if (update.type === 'UpdateExpression' && update.argument.type === 'Identifier') return { target: update.argument, by: update.operator === '++' ? 1 : -1 };
  if (update.type !== 'AssignmentExpression' || update.left.type !== 'Identifier' || update.right.type !== 'NumericLiteral') return null;
  const by = update.operator === '+=' ? update.right.value : update.operator === '-=' ? -update.right.value : 0;
  return Number.isInteger(by) && by !== 0 && Math.abs(by) < 2 ** 20 ? { target: update.left, by } : null;
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

function declaresCaptured({ init }: t.ForStatement, scopes: Scopes): boolean {
  return (init as t.VariableDeclaration).declarations.some(({ id }) => {
    if (id.type !== 'Identifier') return true;
    const binding = scopes.bindingOf(id);
    return !binding || binding.dynamic || binding.capturedBy.size > 0;
  });
}

function comparisonOf(test: t.Expression, name: string): { operator: Comparison; bound: t.Expression } | null {
  if (test.type !== 'BinaryExpression' || !['<', '<=', '>', '>='].includes(test.operator)) return null;
  if (test.left.type !== 'Identifier' || test.left.name !== name) return null;
  return { operator: test.operator as Comparison, bound: test.right };
}

/** A number, or a variable that nothing writes while the loop runs. */
function isFixed(bound: t.Expression, scopes: Scopes, home: t.Node, loop: t.ForStatement): boolean {
  if (bound.type === 'NumericLiteral') return true;
  if (bound.type !== 'Identifier') return false;
  const binding = scopes.bindingOf(bound);
  if (!binding || binding.dynamic || loop.start == null) return false;
  return binding.writes.every(({ at, home: writer }) => (writer === home || binding.home !== home && binding.writes.length <= 1) && !(at >= loop.body.start! && at < loop.end!));
}

/** An expression that can stand twice in the text: nothing in it is compiled or makes anything. */
function isPlain(node: t.Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'NumericLiteral':
    case 'ThisExpression':
    case 'BooleanLiteral':
    case 'NullLiteral':
      return true;
    case 'MemberExpression':
      return isPlain(node.object) && (!node.computed || isPlain(node.property)) && !('optional' in node && node.optional);
    case 'BinaryExpression':
      return node.left.type !== 'PrivateName' && isPlain(node.left) && isPlain(node.right);
    case 'LogicalExpression':
      return isPlain(node.left) && isPlain(node.right);
    case 'UnaryExpression':
      return node.operator !== 'delete' && isPlain(node.argument);
    default:
      return false;
  }
}

/** Text of an expression for which `isPlain` holds. */
function print(node: t.Node): string {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'NumericLiteral':
      return String(node.value);
    case 'BooleanLiteral':
      return String(node.value);
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression':
      return `${node.object.type === 'NumericLiteral' ? `(${print(node.object)})` : print(node.object)}${node.computed ? `[${print(node.property)}]` : `.${node.property.type === 'PrivateName' ? `#${node.property.id.name}` : (node.property as t.Identifier).name}`}`;
    case 'BinaryExpression':
    case 'LogicalExpression':
      return `(${print(node.left)} ${node.operator} ${print(node.right)})`;
    case 'UnaryExpression':
      return `(${node.operator} ${print(node.argument)})`;
    default:
      return 'null';
  }
}
