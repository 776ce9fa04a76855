/** Immutable.js: persistent maps, lists, sets and records; merges, groups, lazy sequences, equality. */
import { fromJS, is, List, Map, OrderedMap, Range, Record, Set } from 'immutable';

const name = 'immutable';
export { name as package };

const Point = Record({ x: 0, y: 0 });

export function run(): number[] {
  let map = Map<string, number>();
  for (let i = 0; i < 12_000; i++) map = map.set(`key${(i * 7919) % 9001}`, i);
  const doubled = map.map((value) => value * 2).filter((value) => value % 3 === 0);
  let list = List<number>();
  for (let i = 0; i < 12_000; i++) list = list.push(i);
  list = list.sortBy((value) => (value * 7919) % 12_007).reverse();
  const groups = list.groupBy((value) => value % 17);
  let points = Set<InstanceType<typeof Point>>();
  for (let i = 0; i < 4_000; i++) points = points.add(Point({ x: i % 50, y: i % 40 }));
  let deep = fromJS({ a: { b: { c: [1, 2, { d: 0 }] } } }) as Map<string, unknown>;
  for (let i = 0; i < 3_000; i++)
    deep = deep.updateIn(['a', 'b', 'c', 2, 'd'], (value) => (value as number) + 1);
  const lazy = Range(1, 100_000)
    .filter((value) => value % 7 === 0)
    .map((value) => value * value)
    .take(2_000)
    .reduce((sum, value) => sum + value, 0);
  const ordered = OrderedMap(map).sort().take(500);
  return [
    map.size,
    doubled.size,
    list.get(0)!,
    groups.size,
    points.size,
    deep.getIn(['a', 'b', 'c', 2, 'd']) as number,
    lazy,
    is(ordered, OrderedMap(ordered.toArray())) ? 1 : 0,
    map.merge(doubled).hashCode(),
  ];
}

export function check([size, , , groups, points, depth, , same]: number[]): boolean {
  return size === 9001 && groups === 17 && points === 200 && depth === 3_000 && same === 1;
}
