import { DomainError } from '../../contracts/errors.ts';

/** What no request of ours comes near. Batches have 100,000 points, each an object with another one of labels. */
export const jsonBounds = { depthMax: 32, keysPerObjectMax: 1_000, containersMax: 500_000 } as const;

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const [openingBracket, closingBracket, openingBrace, closingBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The name by which an object of JavaScript reaches its prototype; schemas pass over it rather than refuse it. */
const prototypeName = '__proto__';

/** Characters of the longest way to write that name: each as `\u005f`. */
const prototypeNameLengthMax = prototypeName.length * 6;

/**
 * Looks through a text that is to be parsed as JSON, or as JSON line by line, before any of it is built: no deeper than any
 * request nests, no more objects and lists, no object of more fields, and none with a field `__proto__`. One pass, in
 * constant memory. Where the text is no JSON, parsing says so.
 *
 * @throws {DomainError} `invalid-argument` (JSON_TOO_COMPLEX, VALIDATION_FAILED)
 */
export function boundJson(text: string, { byLine = false }: { readonly byLine?: boolean } = {}): void {
  let containers = 0;
  for (let from = 0; from < text.length; ) {
    const lineEnd = byLine ? text.indexOf('\n', from) : -1;
    const to = lineEnd === -1 ? text.length : lineEnd;
    containers += boundValue(text, from, to, jsonBounds.containersMax - containers);
    from = to + 1;
  }
}

/** Looks through the text from `from` up to `to`. @returns how many containers it opens */
function boundValue(text: string, from: number, to: number, containersMax: number): number {
  /** How many fields each of the containers around the place at hand has had. */
  const fields: number[] = [];
  let containers = 0;
  let lastString: readonly [from: number, to: number] = [from, from];
  for (let index = from; index < to; index += 1) {
    switch (text.charCodeAt(index)) {
      case quote:
        lastString = [index + 1, endOfString(text, index)];
        index = lastString[1];
        break;
      case openingBracket:
      case openingBrace:
        containers += 1;
        if (containers > containersMax) throw tooComplex('containersMax');
        if (fields.push(0) > jsonBounds.depthMax) throw tooComplex('depthMax');
        break;
      case closingBracket:
      case closingBrace:
        fields.pop();
        break;
      case colon:
        if (countField(fields) > jsonBounds.keysPerObjectMax) throw tooComplex('keysPerObjectMax');
        if (isPrototypeName(text, ...lastString)) throw prototypeField(text, index);
        break;
    }
  }
  return containers;
}

function countField(fields: number[]): number {
  const last = fields.length - 1;
  const count = (fields[last] ?? 0) + 1;
  if (last >= 0) fields[last] = count;
  return count;
}

/** Index of the quotation mark that ends the string which begins at `start`, or of the end of the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}

function isPrototypeName(text: string, from: number, to: number): boolean {
  const length = to - from;
  if (length < prototypeName.length || length > prototypeNameLengthMax) return false;
  const written = text.slice(from, to);
  return written === prototypeName || (written.includes('\\') && unescaped(written) === prototypeName);
}

const unescaped = (written: string): string =>
  written.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const words: Readonly<Record<keyof typeof jsonBounds, string>> = {
  depthMax: 'levels of nesting',
  keysPerObjectMax: 'fields in one object',
  containersMax: 'objects and lists',
};

function tooComplex(bound: keyof typeof jsonBounds): DomainError {
  const detail = `expected at most ${jsonBounds[bound]} ${words[bound]}`;
  return new DomainError('invalid-argument', 'JSON_TOO_COMPLEX', `the request body is not read: ${detail}`, {
    fields: [{ pointer: '', detail }],
    extensions: jsonBounds,
  });
}

function prototypeField(text: string, index: number): DomainError {
  const line = text.slice(0, index).split('\n').length;
  const detail = `unknown field: nothing is called ${prototypeName} here`;
  return new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the request body is not valid: ${detail}`,
    {
      fields: [{ pointer: `/${prototypeName}`, detail, line }],
    },
  );
}
