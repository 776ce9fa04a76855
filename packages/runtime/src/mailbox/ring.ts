/**
 * The queue of interrupts: bounded, first in first out, many senders, one receiver (SEMANTICS 2.2).
 *
 * Claim: no interrupt is overwritten, merged, lost or seen twice, whatever threads send, and each has one fate.
 * Sound because
 * - a sender owns a slot from the moment its compareExchange moved TAIL past it: no other sender gets that
 *   position, and the receiver does not look before SEQ says that the payload is there. `Atomics` are
 *   sequentially consistent, so the payload written before `store(SEQ)` is visible to who loads that SEQ;
 * - the receiver frees a slot by SEQ = position + SLOTS only after it has copied the payload, and until then
 *   the sender of the next lap finds SEQ behind its position: the ring is full, not overwritten;
 * - FATE holds the position too, so a sender that withdraws compares with *its* lap: the receiver's
 *   compareExchange QUEUED → TAKEN and the sender's QUEUED → WITHDRAWN exclude each other, and a slot that was used
 *   again meanwhile is left alone. (A fate cell without the position let a late withdraw hit the next lap's interrupt.)
 *
 * Limits: positions wrap at 2^30 laps of the fate, far beyond a thread's life. A withdrawn interrupt keeps its slot until the thread
 * polls. A sender whose own thread is stopped by force between claim and publication (some hundred nanoseconds) blocks those behind it.
 */
import { QueueFullError } from '../errors.ts';
import type { EndState } from './delivery.ts';
import {
  DEAD,
  DOOM,
  FATE,
  FIRST_SLOT,
  HEAD,
  LENGTH,
  PAYLOAD,
  PAYLOAD_CELL,
  QUEUED,
  RING_CELLS,
  SEQ,
  SLOTS,
  SLOT_CELLS,
  TAIL,
  TAKEN,
  WITHDRAWN,
} from './layout.ts';

const { load, store, compareExchange } = Atomics;
const { apply } = Reflect;
const Cells = Int32Array;
const Bytes = Uint8Array;
const { set } = Bytes.prototype;

export interface Ring {
  readonly buffer: SharedArrayBuffer;
  readonly cells: Int32Array;
  readonly bytes: Uint8Array;
}

export function openRing(buffer: SharedArrayBuffer): Ring {
  return { buffer, cells: new Cells(buffer), bytes: new Bytes(buffer) };
}

export function createRing(): Ring {
  const ring = openRing(new SharedArrayBuffer(RING_CELLS * 4));
  for (let i = 0; i < SLOTS; i++) ring.cells[slotOf(i) + SEQ] = i;
  return ring;
}

const slotOf = (position: number): number => FIRST_SLOT + (position & (SLOTS - 1)) * SLOT_CELLS;
const fate = (position: number, state: number): number => (position << 2) | state;

/** @throws RangeError if the payload does not fit into a slot. */
export function checkPayload(payload: Uint8Array): void {
  if (payload.length > PAYLOAD) {
    throw new RangeError(
      `[killable] the error takes ${payload.length} bytes, an interrupt carries at most ${PAYLOAD}; send less data with it (its message, own properties and cause count)`,
    );
  }
}

/** Queues a payload and returns its ticket. The caller sets the word afterwards. */
export function send({ cells, bytes }: Ring, payload: Uint8Array): number {
  checkPayload(payload);
  for (;;) {
    const position = load(cells, TAIL);
    const slot = slotOf(position);
    const lead = (load(cells, slot + SEQ) - position) | 0; // positions wrap, their difference does not
    if (lead < 0) throw new QueueFullError();
    if (lead > 0) continue; // another sender was faster; TAIL has moved
    if (compareExchange(cells, TAIL, position, (position + 1) | 0) !== position) continue;
    apply(set, bytes, [payload, (slot + PAYLOAD_CELL) * 4]);
    store(cells, slot + LENGTH, payload.length);
    store(cells, slot + FATE, fate(position, QUEUED)); // before SEQ: who sees the slot published finds it queued
    store(cells, slot + SEQ, (position + 1) | 0); // publishes
    return position;
  }
}

/** Only true once per ticket, and never after the thread took it. */
export function withdraw({ cells }: Ring, ticket: number): boolean {
  const queued = fate(ticket, QUEUED);
  return compareExchange(cells, slotOf(ticket) + FATE, queued, fate(ticket, WITHDRAWN)) === queued;
}

export interface Taken {
  readonly ticket: number;
  readonly payload: Uint8Array;
}

/** The oldest interrupt that was not withdrawn. Only the thread itself calls this. */
export function take({ cells, buffer }: Ring, as: typeof TAKEN | typeof DEAD): Taken | undefined {
  for (;;) {
    const position = load(cells, HEAD);
    const slot = slotOf(position);
    if (load(cells, slot + SEQ) !== ((position + 1) | 0)) return undefined; // nothing published
    const queued = fate(position, QUEUED);
    const won = compareExchange(cells, slot + FATE, queued, fate(position, as)) === queued;
    let payload: Uint8Array | undefined;
    if (won) {
      const from = (slot + PAYLOAD_CELL) * 4;
      // Copied out of shared memory before the slot is free for the next lap.
      payload = new Bytes(new Bytes(buffer, from, load(cells, slot + LENGTH)));
    }
    store(cells, HEAD, (position + 1) | 0);
    store(cells, slot + SEQ, (position + SLOTS) | 0); // frees, after the copy
    if (payload !== undefined) return { ticket: position, payload };
  }
}

/** The thread is killed: what it takes from now on is dead. */
export function doom({ cells }: Ring): void {
  if (load(cells, DOOM) === 0) store(cells, DOOM, (load(cells, HEAD) + 1) | 0);
}

/** What the thread, or its sender, has made of an interrupt; undefined while it is queued. For a sender that the thread does not tell. */
export function fateOf({ cells }: Ring, ticket: number): EndState | undefined {
  const found = load(cells, slotOf(ticket) + FATE);
  if (found === fate(ticket, QUEUED)) return undefined;
  if (found === fate(ticket, TAKEN)) return 'delivered';
  if (found === fate(ticket, WITHDRAWN)) return 'withdrawn';
  if (found === fate(ticket, DEAD)) return 'dead';
  // The slot is a later lap's. Once doomed, a thread takes nothing but the dead.
  const first = load(cells, DOOM);
  return first === 0 || ((ticket + 1 - first) | 0) < 0 ? 'delivered' : 'dead';
}

/** Whether something is published, be it withdrawn or not. */
export function hasMore({ cells }: Ring): boolean {
  const position = load(cells, HEAD);
  return load(cells, slotOf(position) + SEQ) === ((position + 1) | 0);
}
