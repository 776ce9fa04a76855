/** d3-delaunay triangulates twenty thousand points, draws their Voronoi cells and looks points up. */
import { Delaunay } from 'd3-delaunay';

const name = 'd3-delaunay';
export { name as package };

const COUNT = 20_000;
const points: [number, number][] = [];
for (let i = 0, state = 7; i < COUNT; i++) {
  state = (state * 48271) % 2147483647;
  const x = state % 100_003;
  state = (state * 48271) % 2147483647;
  points.push([x / 100, (state % 100_003) / 100]);
}

export function run(): number[] {
  const delaunay = Delaunay.from(points);
  const voronoi = delaunay.voronoi([0, 0, 1001, 1001]);
  let corners = 0;
  let area = 0;
  for (const cell of voronoi.cellPolygons()) {
    corners += cell.length;
    for (let i = 1; i < cell.length; i++)
      area += cell[i - 1]![0] * cell[i]![1] - cell[i]![0] * cell[i - 1]![1];
  }
  let near = 0;
  let from = 0;
  for (let i = 0; i < COUNT; i += 5) {
    from = delaunay.find(points[i]![0], points[i]![1], from);
    if (from === i) near++;
  }
  return [
    delaunay.triangles.length / 3,
    delaunay.hull.length,
    corners,
    Math.round(Math.abs(area / 2)),
    near,
  ];
}

/** Euler's formula for triangulations; the cells cover the square. */
export function check([triangles, hull, , area, near]: number[]): boolean {
  return (
    triangles! <= 2 * COUNT - 2 - hull! &&
    triangles! > COUNT &&
    Math.abs(area! - 1001 * 1001) < 2 &&
    near! > COUNT / 5 - 20
  );
}
