// deadline: 300s
/**
 * The mailbox protocol, explored: two senders, one thread, every interleaving of their atomic steps (SEMANTICS 1.6, 2.2 to 2.4, 3.4, 4.4;
 * section 9, rows 3, 4, 5, 10 and 14). And eleven protocols that are almost the same, each of which the checker rejects.
 */
import * as assert from 'uvu/assert';
import { suite } from '../lib/suite.ts';
import { explore } from './explore.ts';
import type { Program, Result, World } from './explore.ts';
import { fresh, kill, mask, poll, rest, send, sleep, unmask, withdraw } from './mailbox.ts';
import type { Mutant, Shared } from './mailbox.ts';

/** Payloads of the first sender are 11, 12, …; of the second 21, 22, … */
function check({ shared: s, processes }: World<Shared>, ended: boolean): string | undefined {
  if (s.wrong.length > 0) return s.wrong[0];
  const ends = [...s.delivered, ...s.dead, ...s.withdrawn];
  if (new Set(ends).size < ends.length) return 'an interrupt has two ends';
  if (ends.some((id) => !s.accepted.includes(id) && !s.withdrawn.includes(id))) {
    return 'an interrupt was seen that nobody has published';
  }
  for (const sender of [1, 2]) {
    const own = s.delivered.filter((id) => Math.floor(id / 10) === sender);
    if (own.some((id, i) => i > 0 && own[i - 1]! > id)) return 'reordered';
  }
  if (!ended) return undefined;
  if (processes.some(({ pc }, who) => who > 0 && pc < lengths[who]!)) return 'a sender hangs';
  const lost = s.accepted.filter((id) => !ends.includes(id));
  // A killed thread's ring is ended by its host.
  if (lost.length > 0 && !s.killed) return 'an interrupt is lost, or the thread sleeps on it';
  if (s.word !== 0 && !s.killed) return 'the thread sleeps, and its word is set';
  return undefined;
}
let lengths: number[] = [];

function run(...programs: Program<Shared>[]): Result {
  lengths = programs.map(({ length }) => length);
  return explore(fresh(), programs, check);
}

type Scenario = (m?: Mutant) => Program<Shared>[];
const scenarios: Record<string, Scenario> = {
  'two senders, three interrupts, a ring of two': (m) => [
    [...poll(m), ...rest(m)],
    [...send(11, m), ...send(12, m)],
    [...send(21, m)],
  ],
  'a sender that withdraws, laps of the ring': (m) => [
    [...rest(m)],
    [...send(11, m), ...withdraw(11, m)],
    [...send(21, m), ...send(22, m)],
  ],
  'a mask': (m) => [
    [...mask, ...poll(m), ...poll(m), ...unmask(m), ...rest(m)],
    [...send(11, m)],
    [...send(21, m), ...withdraw(21, m)],
  ],
  'a kill and interrupts': (m) => [
    [...poll(m), ...rest(m)],
    [...send(11, m), ...send(12, m)],
    [...kill],
  ],
  'a kill and a mask': (m) => [
    [...mask, ...poll(m), ...unmask(m), ...rest(m)],
    [...send(11, m), ...withdraw(11, m)],
    [...kill],
  ],
  'a sleeper': (m) => [[...sleep(m), ...rest(m)], [...send(11, m)], [...send(21, m)]],
};

const protocol = suite('the protocol');
for (const [title, scenario] of Object.entries(scenarios)) {
  protocol(
    title,
    () => {
      const { worlds, broken } = run(...scenario());
      assert.is(broken, undefined, JSON.stringify(broken, null, 2));
      assert.ok(worlds > 500, `${worlds} worlds`);
    },
    { deadline: 120_000 },
  );
}

const mutants: Record<Mutant, RegExp> = {
  'word cleared after the ring was read': /lost/,
  'what is left is not announced': /lost/,
  'withdraw without compareExchange': /two ends/,
  'fate without position': /two ends|nobody|lost/,
  'published before the payload': /nobody|two ends/,
  'freed before the copy': /two ends|nobody|reordered/,
  'claimed without compareExchange': /lost|two ends|nobody/,
  'bell before word': /sleeps|lost/,
  'bell read after the word': /sleeps|lost/,
  'masked bits dropped': /lost/,
  'kill is not sticky': /used up/,
};

const mutated = suite('a protocol that is not ours');
for (const [mutant, expected] of Object.entries(mutants) as [Mutant, RegExp][]) {
  mutated(
    `${mutant}: rejected, with a schedule`,
    () => {
      for (const scenario of Object.values(scenarios)) {
        const { broken } = run(...scenario(mutant));
        if (broken === undefined) continue;
        assert.match(broken.rule, expected);
        assert.ok(broken.schedule.length > 3);
        return;
      }
      assert.unreachable('no scenario finds it');
    },
    { deadline: 120_000 },
  );
}
