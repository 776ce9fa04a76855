/** JSON by the built-ins with reviver and replacer, and by a parser written out. */
interface Item {
  id: number;
  tags: string[];
  at: { x: number; y: number };
  note: string | null;
  ok: boolean;
}

const items: Item[] = Array.from({ length: 600 }, (_, i) => ({
  id: i,
  tags: [`t${i % 7}`, `u${i % 11}`],
  at: { x: i / 4, y: -i },
  note: i % 3 ? `line ${i} "quoted"` : null,
  ok: i % 2 === 0,
}));
const text = JSON.stringify(items);

class Parser {
  readonly #text: string;
  #at = 0;
  constructor(input: string) {
    this.#text = input;
  }

  value(): unknown {
    const char = this.#text[this.#at]!;
    if (char === '{') return this.#object();
    if (char === '[') return this.#array();
    if (char === '"') return this.#string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    return this.#number();
  }

  #object(): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    this.#at++;
    while (this.#text[this.#at] !== '}') {
      const key = this.#string();
      this.#at++;
      result[key] = this.value();
      if (this.#text[this.#at] === ',') this.#at++;
    }
    this.#at++;
    return result;
  }

  #array(): unknown[] {
    const result: unknown[] = [];
    this.#at++;
    while (this.#text[this.#at] !== ']') {
      result.push(this.value());
      if (this.#text[this.#at] === ',') this.#at++;
    }
    this.#at++;
    return result;
  }

  #string(): string {
    let result = '';
    let from = ++this.#at;
    for (; this.#text.charCodeAt(this.#at) !== 34; this.#at++) {
      if (this.#text.charCodeAt(this.#at) === 92) {
        result += this.#text.slice(from, this.#at++);
        from = this.#at;
      }
    }
    return result + this.#text.slice(from, this.#at++);
  }

  #number(): number {
    const from = this.#at;
    while (/[-+.\deE]/.test(this.#text.charAt(this.#at))) this.#at++;
    return Number(this.#text.slice(from, this.#at));
  }
}

export function run(): [number, boolean, number] {
  let sum = 0;
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value === 'number') sum += value;
    return value;
  });
  const same = JSON.stringify(new Parser(text).value()) === text;
  const short = JSON.stringify(items, (key, value: unknown) =>
    key === 'tags' ? undefined : value,
  );
  return [sum, same, short.length];
}

export function check([sum, same, length]: [number, boolean, number]): boolean {
  const n = (600 * 599) / 2;
  return same && sum === n + n / 4 - n && length < text.length;
}
