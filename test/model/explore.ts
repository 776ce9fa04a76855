/**
 * Explores every interleaving of the atomic steps of a few processes over shared memory.
 *
 * Claim: a world that any schedule reaches is visited, and a broken rule is shown with a schedule that leads to it. Sound because worlds
 * are plain data, a step is a function of the world alone, and a world is left out only if an equal one was visited.
 */
export interface Process {
  /** Index of its next step; the program's length when it has ended. */
  pc: number;
  /** Its local variables. */
  readonly r: Record<string, number>;
}

export interface World<S> {
  readonly shared: S;
  readonly processes: readonly Process[];
}

export interface Step<S> {
  /** The function of the runtime and the access that the step stands for. */
  readonly name: string;
  readonly label?: string;
  /** Returns the label to go on at; nothing for the next step; `wait` if it cannot run now. A label `end` ends the process. */
  run(shared: S, r: Record<string, number>): string | void;
}

export type Program<S> = readonly Step<S>[];

export interface Result {
  readonly worlds: number;
  /** The first broken rule, and the steps that lead there. */
  readonly broken: { readonly rule: string; readonly schedule: string[] } | undefined;
}

/** @param check names a broken rule; `ended` says that no process can take a step any more. */
export function explore<S>(
  shared: S,
  programs: readonly Program<S>[],
  check: (world: World<S>, ended: boolean) => string | undefined,
): Result {
  const first = JSON.stringify({ shared, processes: programs.map(() => ({ pc: 0, r: {} })) });
  const from = new Map<string, { before: string; step: string } | null>([[first, null]]);
  const open = [first];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    let moved = false;
    for (let who = 0; who < programs.length; who++) {
      const world = JSON.parse(key) as World<S>;
      const step = advance(world, who, programs[who]!);
      if (step === undefined) continue;
      moved = true;
      const after = JSON.stringify(world);
      if (from.has(after)) continue;
      from.set(after, { before: key, step: `${who}: ${step}` });
      const rule = check(world, false);
      if (rule !== undefined) return { worlds: from.size, broken: { rule, schedule: path(after) } };
      open.push(after);
    }
    const rule = moved ? undefined : check(JSON.parse(key) as World<S>, true);
    if (rule !== undefined) return { worlds: from.size, broken: { rule, schedule: path(key) } };
  }
  return { worlds: from.size, broken: undefined };

  function path(to: string): string[] {
    const steps: string[] = [];
    for (let at = from.get(to); at; at = from.get(at.before)) steps.unshift(at.step);
    return steps;
  }
}

/** Takes the process's next step; nothing if it has ended or waits. */
function advance<S>(world: World<S>, who: number, program: Program<S>): string | undefined {
  const process = world.processes[who]!;
  const step = program[process.pc];
  if (step === undefined) return undefined;
  const to = step.run(world.shared, process.r);
  if (to === 'wait') return undefined;
  if (to === 'end') process.pc = program.length;
  else if (typeof to === 'string') {
    process.pc = program.findIndex(({ label }) => label === to);
    if (process.pc < 0) throw new Error(`no step is labelled ${to}`);
  } else process.pc++;
  return step.name;
}
