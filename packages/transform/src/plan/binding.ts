/** What is known of a variable once the scope that declares it is closed. */
import type * as t from '@babel/types';

export interface Binding {
  name: string;
  /** The function (or program) whose activation holds the variable. */
  home: t.Node;
  /** The function or class it was declared by, where that is the only value it ever has. */
  fn: t.Node | null;
  /** The number that its declaration gives it. */
  constant?: number;
  /** All that it is ever given are small whole numbers, by its declaration or by counting; until its declaration has run it holds undefined. */
  counts: boolean;
  /** The variable that its declaration takes its first value from: it counts if that is a constant. */
  from?: t.Identifier;
  writes: { at: number; home: t.Node }[];
  /** A function other than its home refers to it. */
  captured: boolean;
  /** Its value is called. */
  called: boolean;
  /** Its value goes where nobody can tell. */
  escapes: boolean;
  /** Names of properties that its value is stored under, and those that it is exported by. */
  names: Set<string> | null;
  /** Calls that its value is handed to. */
  given: Given[] | null;
  dynamic: boolean;
}

/** An argument: whom it is handed to, and as which. */
export interface Given {
  readonly callee: t.Identifier;
  readonly at: number;
}

/**
 * How a variable is used: most are only read. `count`: it is written, by `++` or `--`. `object`: something is asked of its value, which goes nowhere. `stored` and `given`: it goes to a
 * property of that name, or to that call. A read may say that name as well.
 */
export type Use = 'read' | 'object' | 'write' | 'count' | 'callee' | 'stored' | 'given';
