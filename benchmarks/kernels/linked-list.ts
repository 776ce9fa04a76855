/** Builds, reverses, filters and sums a linked list: `while` loops that follow pointers. */
class Cell {
  value: number;
  next: Cell | null;
  constructor(value: number, next: Cell | null) {
    this.value = value;
    this.next = next;
  }
}

/** Short enough that a collection copies little of it: one long list measured when the collector came, not the loops. */
const LENGTH = 20_000;
const LISTS = 20;

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

function work(): number[] {
  let list = build(LENGTH);
  const before = sum(list);
  for (let i = 0; i < 5; i++) list = reverse(list);
  list = dropOdd(list);
  return [before, sum(list), list?.value ?? -1];
}

export function run(): number[] {
  const sums = [0, 0, 0];
  for (let i = 0; i < LISTS; i++) work().forEach((n, at) => (sums[at]! += n));
  return sums;
}

export function check([before, even, first]: number[]): boolean {
  return (
    before === (LISTS * (LENGTH * (LENGTH + 1))) / 2 &&
    even === LISTS * (LENGTH / 2) * (LENGTH / 2 + 1) &&
    first === LISTS * LENGTH
  );
}
