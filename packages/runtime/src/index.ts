/** @killable/runtime: threads that can be interrupted anywhere. */
import './abi.ts';

export { ThreadGroup, type GroupOptions } from './host/group.ts';
export type { ThreadOptions } from './host/options.ts';
export { RemoteThread } from './host/remote.ts';
export type { SharedThread } from './host/sharing.ts';
export { Thread } from './host/thread.ts';
export type { Outcome } from './host/outcome.ts';
export type { Delivery, DeliveryState, EndState } from './mailbox/delivery.ts';
export { QueueFullError, ThreadError, ThreadExit, TimeoutError } from './errors.ts';
export { registerError } from './mailbox/exception.ts';
export { Channel } from './sync/channel.ts';
export { Mutex } from './sync/mutex.ts';
export type { Permit } from './sync/permit.ts';
export { Semaphore } from './sync/semaphore.ts';
export { currentThread, type CurrentThread } from './worker/current.ts';
export { checkpoint } from './worker/poll.ts';
export { interruptible, threadSignal } from './worker/signal.ts';
export { withTimeout } from './worker/timeout.ts';
export { sleep, sleepSync } from './worker/wait.ts';
export { bracket, maskCall as mask, type Restore } from './worker/mask.ts';
