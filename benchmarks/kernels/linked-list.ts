/** Builds, reverses, filters and sums a linked list: `while` loops that follow pointers. */
class Cell {
  value: number;
  next: Cell | null;
  constructor(value: number, next: Cell | null) {
    this.value = value;
    this.next = next;
  }
}

const LENGTH = 400_000;

function build(length: number): Cell | null {
  let head: Cell | null = null;
  for (let i = length; i > 0; i--) head = new Cell(i, head);
  return head;
}

function reverse(list: Cell | null): Cell | null {
  let done: Cell | null = null;
  let rest = list;
  while (rest !== null) {
    const next: Cell | null = rest.next;
    rest.next = done;
    done = rest;
    rest = next;
  }
  return done;
}

function dropOdd(list: Cell | null): Cell | null {
  const head = new Cell(0, list);
  for (let at: Cell = head; at.next !== null;) {
    if (at.next.value & 1) at.next = at.next.next;
    else at = at.next;
  }
  return head.next;
}

function sum(list: Cell | null): number {
  let total = 0;
  for (let at = list; at !== null; at = at.next) total += at.value;
  return total;
}

export function run(): number[] {
  let list = build(LENGTH);
  const before = sum(list);
  for (let i = 0; i < 5; i++) list = reverse(list);
  list = dropOdd(list);
  return [before, sum(list), list?.value ?? -1];
}

export function check([before, even, first]: number[]): boolean {
  return (
    before === (LENGTH * (LENGTH + 1)) / 2 &&
    even === (LENGTH / 2) * (LENGTH / 2 + 1) &&
    first === LENGTH
  );
}
