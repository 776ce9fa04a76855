/** cannon-es drops boxes and spheres on a plane and solves their contacts for a second and a half. */
import { Body, Box, Plane, Sphere, Vec3, World } from 'cannon-es';

const name = 'cannon-es';
export { name as package };

export function run(): number[] {
  Body.idCounter = 0;
  const world = new World({ gravity: new Vec3(0, 0, -9.82) });
  const ground = new Body({ mass: 0, shape: new Plane() });
  world.addBody(ground);
  for (let i = 0; i < 40; i++) {
    const shape = i % 2 ? new Sphere(0.5) : new Box(new Vec3(0.4, 0.4, 0.4));
    const body = new Body({ mass: 1 + (i % 3), shape });
    body.position.set((i % 4) * 1.1, ((i >> 2) % 4) * 1.1, 1 + (i >> 4) * 1.2);
    world.addBody(body);
  }
  for (let step = 0; step < 90; step++) world.step(1 / 60);
  const heights = world.bodies.slice(1).map((body) => body.position.z);
  return [
    world.bodies.length,
    Math.min(...heights),
    Math.max(...heights),
    heights.reduce((sum, z) => sum + z, 0),
  ];
}

/** Nothing has fallen through the ground, nothing has risen. */
export function check([bodies, lowest, highest]: number[]): boolean {
  return bodies === 41 && lowest! > 0.2 && highest! < 5;
}
