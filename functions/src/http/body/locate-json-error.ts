import { jsonBounds } from './bound-json.ts';

/** Where a text stops being JSON: index of the offending character, path of the value being read, what was expected. */
export interface JsonFault {
  readonly index: number;
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

/** A container being read: the index or key of the member at hand. */
interface Frame {
  readonly kind: 'array' | 'object';
  at: string | number;
}

const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;

/** Reading stops there, so that hostile nesting costs nothing. */
const { depthMax } = jsonBounds;

const space = /[ \t\n\r]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;

/**
 * Finds the first fault in a text that `JSON.parse` refused, by the grammar of RFC 8259.
 */
export function locateJsonError(text: string): JsonFault {
  return new Scan(text).run();
}

class Scan {
  readonly #text: string;
  readonly #frames: Frame[] = [];
  #index = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): JsonFault {
    for (;;) {
      const step = this.#value();
      if (step === 'opened') continue;
      const fault = step === 'read' ? this.#afterValue() : step;
      if (fault !== null) return fault;
    }
  }

  /** Reads a scalar or an empty container whole, or opens a container up to the value of its first member. */
  #value(): 'read' | 'opened' | JsonFault {
    this.#take(space);
    const opening = this.#text[this.#index];
    if (opening === '[') return this.#open({ kind: 'array', at: 0 });
    if (opening === '{') return this.#open({ kind: 'object', at: '' });
    const read = opening === '"' ? this.#string() : this.#take(scalar);
    if (read !== null) return 'read';
    return this.#fault(opening === '"' ? 'a string without line breaks or unknown escapes' : 'a JSON value');
  }

  #open(frame: Frame): 'read' | 'opened' | JsonFault {
    this.#index++;
    this.#take(space);
    if (this.#text[this.#index] === closing(frame)) {
      this.#index++;
      return 'read';
    }
    this.#frames.push(frame);
    if (this.#frames.length > depthMax) return this.#fault(`at most ${depthMax} levels of nesting`, depthMax);
    return (frame.kind === 'object' ? this.#key(frame) : null) ?? 'opened';
  }

  /** Closes what ends here and moves on to the next member. */
  #afterValue(): JsonFault | null {
    for (;;) {
      this.#take(space);
      const frame = this.#frames.at(-1);
      if (frame === undefined) return this.#fault('nothing after the JSON value');
      const next = this.#text[this.#index];
      if (next !== ',' && next !== closing(frame)) return this.#fault(`"," or "${closing(frame)}"`);
      this.#index++;
      if (next === ',') return this.#nextMember(frame);
      this.#frames.pop();
    }
  }

  #nextMember(frame: Frame): JsonFault | null {
    if (frame.kind === 'object') return this.#key(frame);
    frame.at = Number(frame.at) + 1;
    return null;
  }

  #key(frame: Frame): JsonFault | null {
    this.#take(space);
    const key = this.#string();
    if (key === null) return this.#fault('a field name in double quotes', this.#frames.length - 1);
    frame.at = JSON.parse(key) as string;
    this.#take(space);
    if (this.#text[this.#index] !== ':') return this.#fault('":"');
    this.#index++;
    return null;
  }

  /** The string literal at hand; null at what is none, or at the first character that may not stand in one. */
  #string(): string | null {
    const start = this.#index;
    if (this.#text[start] !== '"') return null;
    for (this.#index++; ; this.#index++) {
      const code = this.#text.charCodeAt(this.#index);
      if (code === quote) return this.#text.slice(start, ++this.#index);
      if (Number.isNaN(code) || code < firstPrintable) return null;
      if (code === backslash && this.#take(escapeSequence) === null) return null;
      if (code === backslash) this.#index--;
    }
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#index;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#index += found.length;
    return found;
  }

  /** @param depth how many of the containers around the fault were being read at a member of theirs */
  #fault(expected: string, depth = this.#frames.length): JsonFault {
    const path = this.#frames.slice(0, depth);
    const ended = this.#index >= this.#text.length;
    const places = path.map(({ at }) => at);
    return {
      index: this.#index,
      path: places,
      expected: ended ? `${expected}, but the text ends` : expected,
    };
  }
}

const closing = (frame: Frame): string => (frame.kind === 'array' ? ']' : '}');
