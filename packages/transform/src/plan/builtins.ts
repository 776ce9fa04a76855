/**
 * Built-ins that do a small, fixed amount of work and call nobody back, by the name they are called by.
 * A method of the same name on the author's own object is compiled code: it polls by itself unless it is bounded.
 */

/** Global objects whose listed functions are cheap, where the file does not declare the name itself. */
export const cheapNamespaces: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'Math',
    new Set([
      'abs',
      'acos',
      'asin',
      'atan',
      'atan2',
      'cbrt',
      'ceil',
      'clz32',
      'cos',
      'exp',
      'floor',
      'fround',
      'hypot',
      'imul',
      'log',
      'log10',
      'log2',
      'max',
      'min',
      'pow',
      'random',
      'round',
      'sign',
      'sin',
      'sqrt',
      'tan',
      'tanh',
      'trunc',
    ]),
  ],
  ['Number', new Set(['isInteger', 'isFinite', 'isNaN', 'isSafeInteger'])],
  ['String', new Set(['fromCharCode', 'fromCodePoint'])],
  [
    'Atomics',
    new Set(['load', 'store', 'add', 'sub', 'and', 'or', 'xor', 'exchange', 'compareExchange']),
  ],
]);

/** Methods that read or write one element. */
export const cheapMethods: ReadonlySet<string> = new Set([
  'charCodeAt',
  'codePointAt',
  'charAt',
  'push',
  'pop',
  'getUint8',
  'getInt8',
  'getUint16',
  'getInt16',
  'getUint32',
  'getInt32',
  'getFloat32',
  'getFloat64',
  'setUint8',
  'setInt8',
  'setUint16',
  'setInt16',
  'setUint32',
  'setInt32',
  'setFloat32',
  'setFloat64',
]);

/**
 * Methods that the language, a built-in or the platform calls by itself, in loops of its own: they poll although they are short,
 * since no loop of compiled code stands around them.
 */
export const protocolMethods: ReadonlySet<string> = new Set([
  'next',
  'return',
  'throw',
  'then',
  'valueOf',
  'toString',
  'toJSON',
  'toLocaleString',
  'inspect',
  'get',
  'set',
  'has',
  'deleteProperty',
  'ownKeys',
  'getOwnPropertyDescriptor',
  'defineProperty',
  'getPrototypeOf',
  'setPrototypeOf',
  'isExtensible',
  'preventExtensions',
  'apply',
  'construct',
  // Sources and sinks of streams.
  'pull',
  'read',
  'write',
  'transform',
  '_read',
  '_write',
  '_transform',
]);
