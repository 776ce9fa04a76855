/** Gravity between five bodies, leapfrog steps: short inner loops over objects with number fields. */
interface Body {
  x: number;
  y: number;
  z: number;
  vx: number;
  vy: number;
  vz: number;
  readonly mass: number;
}

const STEPS = 60_000;

function start(): Body[] {
  const bodies: Body[] = [{ x: 0, y: 0, z: 0, vx: 0, vy: 0, vz: 0, mass: 40 }];
  for (let i = 1; i < 5; i++) {
    const radius = 2 + i * 1.5;
    const speed = Math.sqrt(40 / radius);
    bodies.push({ x: radius, y: 0, z: 0.1 * i, vx: 0, vy: speed, vz: 0, mass: 0.01 * i });
  }
  return bodies;
}

function energy(bodies: Body[]): number {
  let total = 0;
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i]!;
    total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j]!;
      total -= (a.mass * b.mass) / Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
    }
  }
  return total;
}

function advance(bodies: Body[], dt: number): void {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i]!;
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j]!;
      const dx = a.x - b.x;
      const dy = a.y - b.y;
      const dz = a.z - b.z;
      const squared = dx * dx + dy * dy + dz * dz;
      const pull = dt / (squared * Math.sqrt(squared));
      a.vx -= dx * b.mass * pull;
      a.vy -= dy * b.mass * pull;
      a.vz -= dz * b.mass * pull;
      b.vx += dx * a.mass * pull;
      b.vy += dy * a.mass * pull;
      b.vz += dz * a.mass * pull;
    }
  }
  for (const body of bodies) {
    body.x += dt * body.vx;
    body.y += dt * body.vy;
    body.z += dt * body.vz;
  }
}

export function run(): number[] {
  const bodies = start();
  const before = energy(bodies);
  for (let step = 0; step < STEPS; step++) advance(bodies, 0.001);
  return [before, energy(bodies)];
}

/** Energy is kept to a thousandth. */
export function check([before, after]: number[]): boolean {
  return Math.abs((after! - before!) / before!) < 1e-3;
}
