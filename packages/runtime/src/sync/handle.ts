/** A handle that came from another thread, checked: `what` says which class's it must be, `bytes` how long at least. */
export function handle(what: string, shared: unknown, bytes: number): SharedArrayBuffer {
  if (shared instanceof SharedArrayBuffer && shared.byteLength >= bytes) return shared;
  throw new TypeError(
    `[killable] ${what}.from takes the property \`shared\` of another ${what}, a SharedArrayBuffer, not ${
      shared instanceof SharedArrayBuffer ? `one of ${shared.byteLength} bytes` : typeof shared
    }`,
  );
}
