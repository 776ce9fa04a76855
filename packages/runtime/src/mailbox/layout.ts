/**
 * The shared memory between a thread and those who interrupt it, drawn.
 *
 * The worker makes both blocks and announces them; whoever has them may write to them.
 *
 *     control block (Int32 cells)          who writes                          who waits
 *     ┌────┬──────┐
 *     │  0 │ WORD │ bits, see below        senders: or · thread: exchange      -
 *     │  1 │ BELL │ counts every ring      senders: add                        the thread, in `sleepSync`
 *     │  2 │ ENDED│ 1: the worker is gone  the host: store                     other threads, in `join`
 *     │  3 │ WAKE │ 1: a wake is under way senders: exchange · the thread: 0    -
 *     │  4 │ BLOCK│ 1: the host is blocked the host: store                     -
 *     │ 5… │      │ free
 *     └────┴──────┘
 *     ring (Int32 cells)
 *     ┌────┬──────┐
 *     │  0 │ TAIL │ next position to claim senders: compareExchange            -
 *     │  1 │ DOOM │ position + 1 from which on all end as dead; 0: none yet. The thread: store
 *     │ 16 │ HEAD │ next position to take  the thread: store                   -
 *     │ 32 │ slot 0, slot 1, … slot 63: 2 KiB each
 *     └────┴──────┘
 *     slot
 *     ┌────┬────────┐
 *     │  0 │ SEQ    │ position: free for it · position + 1: published · position + 64: free for the next lap
 *     │  1 │ FATE   │ position × 4 + QUEUED | TAKEN | WITHDRAWN | DEAD: the one cell that sender and thread race for
 *     │  2 │ LENGTH │ bytes of the payload
 *     │  4 │ the payload, at most PAYLOAD bytes
 *     └────┴────────┘
 *
 * TAIL and HEAD stand 64 bytes apart, so that senders and the thread do not share a cache line.
 */
export const WORD = 0;
export const BELL = 1;
export const ENDED = 2;
export const WAKE = 3;
export const BLOCK = 4;
export const CONTROL_CELLS = 16;

/** Bits of the word. */
export const INTERRUPT = 1;
export const KILL = 2;
/** The cleanup budget is spent: the compiler's masks no longer hold. */
export const OVERDUE = 4;
/** Rung 2: a kill ignores every mask. */
export const FORCE = 8;
/** A scope of this realm (timeout, signal) has something to deliver. */
export const SCOPE = 16;
/** Never set by a sender: a `ThreadExit` was thrown and has not landed anywhere (see worker/poll.ts). */
export const FLYING = 32;

export const SLOTS = 64;
export const TAIL = 0;
export const DOOM = 1;
export const HEAD = 16;
export const FIRST_SLOT = 32;
export const SLOT_CELLS = 512;
export const SEQ = 0;
export const FATE = 1;
export const LENGTH = 2;
export const PAYLOAD_CELL = 4;
export const PAYLOAD: number = (SLOT_CELLS - PAYLOAD_CELL) * 4;
export const RING_CELLS: number = FIRST_SLOT + SLOTS * SLOT_CELLS;

export const QUEUED = 0;
export const TAKEN = 1;
export const WITHDRAWN = 2;
export const DEAD = 3;
