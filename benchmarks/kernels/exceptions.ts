/** Throwing, catching by class, rethrowing and `finally`, in loops and through frames. */
class NotFound extends Error {
  readonly key: number;
  constructor(key: number) {
    super(`no ${key}`);
    this.key = key;
  }
}

let open = 0;

function find(key: number): number {
  if (key % 5 === 0) throw new NotFound(key);
  if (key % 7 === 0) throw new RangeError('seven');
  return key * 2;
}

function guarded(key: number): number {
  open++;
  try {
    return find(key);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return -error.key;
  } finally {
    open--;
  }
}

function deep(levels: number, key: number): number {
  try {
    return levels === 0 ? guarded(key) : deep(levels - 1, key);
  } finally {
    if (levels % 2) open += 0;
  }
}

export function run(): number[] {
  Error.stackTraceLimit = 0;
  let sum = 0;
  let sevens = 0;
  for (let key = 1; key <= 8_000; key++) {
    try {
      sum += deep(key % 8, key);
    } catch (error) {
      if (error instanceof RangeError) sevens++;
      else throw error;
    }
  }
  let parsed = 0;
  for (let i = 0; i < 1_500; i++) {
    try {
      parsed += (JSON.parse(i % 2 ? '{"n":1}' : '{broken') as { n: number }).n;
    } catch {
      parsed -= 1;
    }
  }
  return [sum, sevens, parsed, open];
}

export function check([, sevens, parsed, left]: number[]): boolean {
  return sevens === Math.floor(8_000 / 7) - Math.floor(8_000 / 35) && parsed === 0 && left === 0;
}
