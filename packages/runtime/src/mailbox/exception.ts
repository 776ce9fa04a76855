/** An error as bytes, and bytes as an error (SEMANTICS 3.2): what the rest of the runtime uses of it. */
export { registerError } from './classes.ts';
export type { ErrorClass } from './classes.ts';
export { decodeError } from './decode-error.ts';
export { encodeError } from './encode-error.ts';
export type { EncodeOptions } from './encode-error.ts';
