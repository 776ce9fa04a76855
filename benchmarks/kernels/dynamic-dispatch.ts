/** Shapes behind one interface, getters, and an expression interpreter: calls whose target changes at each step. */
abstract class Shape {
  abstract get area(): number;
  abstract grow(by: number): Shape;
}

class Circle extends Shape {
  readonly radius: number;
  constructor(radius: number) {
    super();
    this.radius = radius;
  }
  get area(): number {
    return 3 * this.radius * this.radius;
  }
  grow(by: number): Shape {
    return new Circle(this.radius + by);
  }
}

class Box extends Shape {
  readonly width: number;
  readonly height: number;
  constructor(width: number, height: number) {
    super();
    this.width = width;
    this.height = height;
  }
  get area(): number {
    return this.width * this.height;
  }
  grow(by: number): Shape {
    return new Box(this.width + by, this.height + by);
  }
}

class Pair extends Shape {
  readonly first: Shape;
  readonly second: Shape;
  constructor(first: Shape, second: Shape) {
    super();
    this.first = first;
    this.second = second;
  }
  get area(): number {
    return this.first.area + this.second.area;
  }
  grow(by: number): Shape {
    return new Pair(this.first.grow(by), this.second.grow(by));
  }
}

interface Expression {
  evaluate(x: number): number;
}
class Constant implements Expression {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  evaluate(): number {
    return this.value;
  }
}
class Variable implements Expression {
  evaluate(x: number): number {
    return x;
  }
}
class Sum implements Expression {
  readonly parts: Expression[];
  constructor(...parts: Expression[]) {
    this.parts = parts;
  }
  evaluate(x: number): number {
    let total = 0;
    for (const part of this.parts) total += part.evaluate(x);
    return total;
  }
}
class Product implements Expression {
  readonly left: Expression;
  readonly right: Expression;
  constructor(left: Expression, right: Expression) {
    this.left = left;
    this.right = right;
  }
  evaluate(x: number): number {
    return this.left.evaluate(x) * this.right.evaluate(x);
  }
}

export function run(): number[] {
  let shapes: Shape[] = [];
  for (let i = 0; i < 900; i++) {
    const simple = i % 3 === 0 ? new Circle(i % 10) : new Box(i % 7, i % 5);
    shapes.push(i % 4 === 0 ? new Pair(simple, new Box(1, 1)) : simple);
  }
  let area = 0;
  for (let round = 0; round < 180; round++) {
    for (const shape of shapes) area += shape.area;
    if (round % 60 === 59) shapes = shapes.map((shape) => shape.grow(1));
  }
  const x = new Variable();
  const polynomial = new Sum(
    new Product(x, new Product(x, x)),
    new Product(new Constant(2), x),
    new Constant(1),
  );
  let value = 0;
  for (let i = 0; i < 240_000; i++) value += polynomial.evaluate(i % 10);
  return [area, value];
}

export function check([area, value]: number[]): boolean {
  return area! > 0 && value === 24_000 * (2025 + 90 + 10);
}
