/**
 * The mailbox protocol as atomic steps: two senders, one thread, a ring of two slots (so that laps and a full ring come soon).
 *
 * Each step is one access to shared memory and bears the name of the function that makes it: mailbox/ring.ts, mailbox/word.ts,
 * worker/poll.ts, worker/mask.ts, worker/kill.ts, worker/wait.ts. Accesses to what only one thread writes and reads (HEAD, `deferred`) are
 * part of the step beside them. A mutant changes one step, or the order of two.
 */
import type { Program, Step } from './explore.ts';

export const SLOTS = 2;
export const INTERRUPT = 1;
export const KILL = 2;
const QUEUED = 0;
const TAKEN = 1;
const WITHDRAWN = 2;
const DEAD = 3;

export interface Shared {
  word: number;
  bell: number;
  tail: number;
  head: number;
  seq: number[];
  fate: number[];
  payload: number[];
  /** The thread's own: bits moved aside, mask depth, whether the kill was thrown. */
  deferred: number;
  masked: number;
  killed: boolean;
  /** What the test looks at. */
  accepted: number[];
  refused: number[];
  delivered: number[];
  dead: number[];
  withdrawn: number[];
  wrong: string[];
}

export const fresh = (): Shared => ({
  word: 0,
  bell: 0,
  tail: 0,
  head: 0,
  seq: [0, 1],
  fate: [0, 0],
  payload: [0, 0],
  deferred: 0,
  masked: 0,
  killed: false,
  accepted: [],
  refused: [],
  delivered: [],
  dead: [],
  withdrawn: [],
  wrong: [],
});

export type Mutant =
  | 'word cleared after the ring was read'
  | 'what is left is not announced'
  | 'withdraw without compareExchange'
  | 'fate without position'
  | 'published before the payload'
  | 'freed before the copy'
  | 'claimed without compareExchange'
  | 'bell before word'
  | 'bell read after the word'
  | 'masked bits dropped'
  | 'kill is not sticky';

const slot = (position: number): number => position % SLOTS;

/** Sends the payload `id`, then rings. */
export function send(id: number, mutant?: Mutant): Program<Shared> {
  const again = `send ${id}`;
  const copy: Step<Shared> = {
    name: 'send: set payload',
    run(s, r) {
      s.payload[slot(r['position']!)] = id;
    },
  };
  const publish: Step<Shared> = {
    name: 'send: store SEQ',
    run(s, r) {
      s.seq[slot(r['position']!)] = r['position']! + 1;
      s.accepted.push(id);
    },
  };
  const queue: Step<Shared> = {
    name: 'send: store FATE',
    run(s, r) {
      s.fate[slot(r['position']!)] = fate(r['position']!, QUEUED, mutant);
    },
  };
  const bit: Step<Shared> = { name: 'ring: or WORD', run: (s) => void (s.word |= INTERRUPT) };
  const bell: Step<Shared> = { name: 'ring: add BELL, notify', run: (s) => void s.bell++ };
  return [
    {
      name: 'send: load TAIL',
      label: again,
      run(s, r) {
        r['position'] = s.tail;
      },
    },
    {
      name: 'send: load SEQ',
      run(s, r) {
        const lead = s.seq[slot(r['position']!)]! - r['position']!;
        if (lead > 0) return again;
        if (lead === 0) return undefined;
        s.refused.push(id);
        return `rung ${id}`;
      },
    },
    {
      name: 'send: compareExchange TAIL',
      run(s, r) {
        if (mutant !== 'claimed without compareExchange' && s.tail !== r['position']) return again;
        s.tail = r['position']! + 1;
        r[`ticket ${id}`] = r['position']!;
        return undefined;
      },
    },
    ...(mutant === 'published before the payload'
      ? [queue, publish, copy]
      : [copy, queue, publish]),
    ...(mutant === 'bell before word' ? [bell, bit] : [bit, bell]),
    { name: 'raise returns', label: `rung ${id}`, run: () => undefined },
  ];
}

/** Takes back what was sent as `id`. */
export function withdraw(id: number, mutant?: Mutant): Program<Shared> {
  const take = (s: Shared, ticket: number): void => {
    s.fate[slot(ticket)] = fate(ticket, WITHDRAWN, mutant);
    s.withdrawn.push(id);
  };
  const queued = (s: Shared, r: Record<string, number>): boolean =>
    s.fate[slot(r[`ticket ${id}`]!)] === fate(r[`ticket ${id}`]!, QUEUED, mutant);
  const sent: Step<Shared> = {
    name: 'withdraw: nothing was sent',
    run: (_, r) => (r[`ticket ${id}`] === undefined ? `kept ${id}` : undefined),
  };
  const kept: Step<Shared> = {
    name: 'withdraw returns',
    label: `kept ${id}`,
    run: () => undefined,
  };
  if (mutant === 'withdraw without compareExchange') {
    return [
      sent,
      { name: 'withdraw: load FATE', run: (s, r) => (queued(s, r) ? undefined : `kept ${id}`) },
      { name: 'withdraw: store FATE', run: (s, r) => take(s, r[`ticket ${id}`]!) },
      kept,
    ];
  }
  return [
    sent,
    {
      name: 'withdraw: compareExchange FATE',
      run(s, r) {
        if (queued(s, r)) take(s, r[`ticket ${id}`]!);
      },
    },
    kept,
  ];
}

export const kill: Program<Shared> = [
  { name: 'kill, ring: or WORD', run: (s) => void (s.word |= KILL) },
  { name: 'kill, ring: add BELL, notify', run: (s) => void s.bell++ },
];

let polls = 0;

/** One poll of the thread. A kill that it throws ends the program, after one more poll. */
export function poll(mutant?: Mutant): Program<Shared> {
  const at = (name: string): string => `${name} ${n}`;
  const n = polls++;
  const exchange: Step<Shared> = {
    name: 'due: exchange WORD',
    label: at('exchange'),
    run(s, r) {
      r['bits'] = s.word | s.deferred;
      if (s.masked > 0) {
        s.deferred = mutant === 'masked bits dropped' ? 0 : r['bits'];
        s.word = 0;
        return at('done');
      }
      s.deferred = 0;
      if (mutant !== 'word cleared after the ring was read') s.word = 0;
      return (r['bits'] & KILL) !== 0 ? undefined : at('take');
    },
  };
  const again: Step<Shared> = {
    name: 'killed: or WORD',
    run(s) {
      if (mutant !== 'kill is not sticky') s.word |= KILL;
      s.killed = true;
    },
  };
  return [
    {
      name: 'poll: load WORD',
      run: (s) => ((s.word | (s.masked > 0 ? 0 : s.deferred)) === 0 ? at('done') : undefined),
    },
    exchange,
    again,
    ...take('drain', DEAD, at('killed'), at('drain')),
    { name: 'killed: thrown', label: at('killed'), run: () => 'end of life' },
    ...take('take', TAKEN, at('empty'), at('more')),
    {
      name: 'takeOne: hasMore, load SEQ',
      label: at('more'),
      run(s, r) {
        const more = s.seq[slot(s.head)] === s.head + 1;
        r['rest'] = more && mutant !== 'what is left is not announced' ? INTERRUPT : 0;
      },
    },
    { name: 'takeOne: or WORD', run: (s, r) => void (s.word |= r['rest']!) },
    {
      name: 'poll returns',
      label: at('empty'),
      run(s) {
        if (mutant === 'word cleared after the ring was read') s.word &= ~INTERRUPT;
      },
    },
    { name: 'poll returns', label: at('done'), run: () => undefined },
  ];

  function take(name: string, as: number, none: string, got: string): Program<Shared> {
    const label = at(name);
    const end = (s: Shared, r: Record<string, number>): void => {
      const id = r['payload']!;
      (as === DEAD ? s.dead : s.delivered).push(id);
      if (as === TAKEN && s.masked > 0) s.wrong.push('delivered while masked');
      if (as === TAKEN && s.killed) s.wrong.push('delivered after the kill');
    };
    const free: Step<Shared> = {
      name: `${name}: store SEQ`,
      run(s) {
        s.head++;
        s.seq[slot(s.head - 1)] = s.head - 1 + SLOTS;
      },
    };
    const copy = (position: (s: Shared) => number): Step<Shared> => ({
      name: `${name}: copy payload`,
      run(s, r) {
        if (r['won'] === 1) r['payload'] = s.payload[slot(position(s))]!;
      },
    });
    const early = mutant === 'freed before the copy';
    return [
      {
        name: `${name}: load SEQ`,
        label,
        run: (s) => (s.seq[slot(s.head)] === s.head + 1 ? undefined : none),
      },
      {
        name: `${name}: compareExchange FATE`,
        run(s, r) {
          r['won'] = s.fate[slot(s.head)] === fate(s.head, QUEUED, mutant) ? 1 : 0;
          if (r['won'] === 1) s.fate[slot(s.head)] = fate(s.head, as, mutant);
        },
      },
      ...(early ? [free, copy((s) => s.head - 1)] : [copy((s) => s.head), free]),
      {
        name: `${name}: told`,
        run(s, r) {
          if (r['won'] !== 1) return label;
          end(s, r);
          return got;
        },
      },
    ];
  }
}

export const mask: Program<Shared> = [{ name: 'mask', run: (s) => void s.masked++ }];

export function unmask(mutant?: Mutant): Program<Shared> {
  const surface: Step<Shared> = {
    name: 'surface: or WORD',
    run(s) {
      s.masked--;
      s.word |= s.deferred;
      s.deferred = 0;
    },
  };
  return [surface, ...poll(mutant)];
}

let sleeps = 0;

/** `sleepSync(Infinity)`: returns when something was delivered, that is to say never hangs on something that is pending. */
export function sleep(mutant?: Mutant): Program<Shared> {
  const n = sleeps++;
  const bell: Step<Shared> = {
    name: 'sleepSync: load BELL',
    run(s, r) {
      r['seen'] = s.bell;
    },
  };
  const woken = (s: Shared): boolean => s.delivered.length > 0 || s.killed;
  const look: Step<Shared> = {
    name: 'sleepSync: load WORD',
    run: (s) => (woken(s) ? `awake ${n}` : s.word === 0 ? undefined : `asleep ${n}`),
  };
  const wait: Step<Shared> = {
    name: 'sleepSync: wait BELL',
    run: (s, r) => (s.bell === r['seen'] ? 'wait' : `asleep ${n}`),
  };
  const start: Step<Shared> = { name: 'sleepSync', label: `asleep ${n}`, run: () => undefined };
  return mutant === 'bell read after the word'
    ? [start, ...poll(mutant), look, bell, wait, { ...start, name: 'awake', label: `awake ${n}` }]
    : [start, bell, ...poll(mutant), look, wait, { ...start, name: 'awake', label: `awake ${n}` }];
}

/** The thread's code goes on; it polls until nothing is pending. Here a kill ends it, wherever it was thrown. */
export function rest(mutant?: Mutant): Program<Shared> {
  return [
    {
      name: 'works on until it is told to end',
      label: 'rest',
      run: (s) => (s.word === 0 ? 'wait' : undefined),
    },
    ...poll(mutant),
    { name: 'works on', run: () => 'rest' },
    {
      name: 'a finally denies the kill; the poll after it',
      label: 'end of life',
      run(s) {
        if ((s.word & KILL) === 0) s.wrong.push('the kill was used up');
        return 'end';
      },
    },
  ];
}

function fate(position: number, state: number, mutant?: Mutant): number {
  return mutant === 'fate without position' ? state : position * 4 + state;
}
