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

/** What a call of a method by this name is taken to be where no function of the file has the name: one of a built-in. */
export const builtinMethods: ReadonlySet<string> = new Set(
  [
    'hasOwnProperty isPrototypeOf toString valueOf toLocaleString toJSON assign create keys entries values fromEntries freeze',
    'defineProperty defineProperties getPrototypeOf setPrototypeOf getOwnPropertyNames getOwnPropertyDescriptor hasOwn is',
    'at concat copyWithin fill find findIndex findLast findLastIndex lastIndexOf pop push reverse shift unshift slice sort splice',
    'includes indexOf join forEach filter flat flatMap map every some reduce reduceRight toReversed toSorted toSpliced with',
    'isArray from of charAt charCodeAt codePointAt endsWith startsWith localeCompare match matchAll normalize padEnd padStart',
    'repeat replace replaceAll search split substr substring toLowerCase toUpperCase trim trimEnd trimStart fromCharCode',
    'fromCodePoint toExponential toFixed toPrecision isFinite isInteger isNaN isSafeInteger parseFloat parseInt bind exec test',
    'get set has delete add clear then catch finally all allSettled any race resolve reject parse stringify now getTime',
    'subarray getUint8 getInt8 getUint16 getInt16 getUint32 getInt32 getFloat32 getFloat64 abs ceil floor imul log max min',
    'pow random round sign sqrt trunc',
  ].flatMap((line) => line.split(' ')),
);

/** Global functions that call nobody in tail position, where the file does not declare the name itself. */
export const builtinFunctions: ReadonlySet<string> = new Set(
  'Boolean Number String Symbol BigInt Object Array Error TypeError RangeError RegExp Date parseInt parseFloat isNaN isFinite'.split(
    ' ',
  ),
);

/** Those of them that do a small, fixed amount of work. */
export const cheapFunctions: ReadonlySet<string> = new Set(['Boolean', 'isNaN', 'isFinite']);

/** Modules of the platform, which hold no compiled code. */
export const platformModules: ReadonlySet<string> = new Set(
  [
    'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs',
    'http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream',
    'string_decoder timers tls trace_events tty url util v8 vm wasi worker_threads zlib',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Methods that the language, a built-in or the platform calls by itself, in loops of its own: they poll although they are short,
 * since no loop of compiled code stands around them.
 */
export const protocolMethods: ReadonlySet<string> = new Set([
  'next',
  'return',
  'throw',
  'exec',
  'then',
  'valueOf',
  'toString',
  'toJSON',
  'toLocaleString',
  'toISOString',
  'join',
  'add',
  'resolve',
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

/** Properties that loops of built-ins read: of the results of iterators, of what is like an array, of regular expressions. */
export const protocolFields: ReadonlySet<string> = new Set([
  'done',
  'value',
  'length',
  'size',
  'constructor',
  'flags',
  'global',
  'unicode',
  'lastIndex',
  'index',
]);
