/** @killable/runtime: threads that can be interrupted anywhere. */
import './abi.ts';

export { Thread, type ThreadOptions } from './host/thread.ts';
export type { Outcome } from './host/outcome.ts';
export type { Delivery, DeliveryState, EndState } from './mailbox/delivery.ts';
export { QueueFullError, ThreadError, ThreadExit, TimeoutError } from './errors.ts';
export { registerError } from './mailbox/exception.ts';
export { currentThread, type CurrentThread } from './worker/current.ts';
export { checkpoint } from './worker/poll.ts';
export { sleep, sleepSync } from './worker/wait.ts';
export { bracket, maskCall as mask, type Restore } from './worker/mask.ts';
