import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../contracts/errors.ts';
import { locateJsonError } from './locate-json-error.ts';
import { parseJson } from './parse-json.ts';

function problemOf(text: string): DomainError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error(`${text} was taken for JSON`);
}

describe('parseJson', () => {
  it('answers what JSON.parse answers', () => {
    const text = ' {"a":[1,-2.5e3,true,null,"x\\n\\u00e9"],"b":{}} ';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['{"a":1,}', 1, 8, '', 'expected a field name in double quotes'],
    ["{'a':1}", 1, 2, '', 'expected a field name in double quotes'],
    ['{"a" 1}', 1, 6, '/a', 'expected ":"'],
    ['[1 2]', 1, 4, '/0', 'expected "," or "]"'],
    ['[1,]', 1, 4, '/1', 'expected a JSON value'],
    ['[1,\n 2,\n x]', 3, 2, '/2', 'expected a JSON value'],
    ['[1,2', 1, 5, '/1', 'expected "," or "]", but the text ends'],
    ['{"a":01}', 1, 6, '/a', 'expected a JSON value'],
    ['{"a":1}}', 1, 8, '', 'expected nothing after the JSON value'],
    ['{"a/b":[{"c":tru}]}', 1, 14, '/a~1b/0/c', 'expected a JSON value'],
  ])('says where %j stops being JSON', (text, line, column, pointer, detail) => {
    const { reason, extensions, fields } = problemOf(text);
    expect({ reason, ...extensions, fields }).toEqual({
      reason: 'JSON_MALFORMED',
      line,
      column,
      fields: [{ pointer, detail, line }],
    });
  });

  it.each(['NaN', 'Infinity', '-Infinity', 'nan', '-inf'])(
    'says that JSON has no %s, and which field has it',
    (word) => {
      expect(problemOf(`{"points":[{"value":1},{"value":${word}}]}`).fields).toEqual([
        {
          pointer: '/points/1/value',
          detail: `expected a finite number, since JSON has no ${word} (leave the point out)`,
          line: 1,
        },
      ]);
    },
  );

  it.each(['', ' \n'])('says that the body is empty: %j', (text) => {
    expect(problemOf(text).message).toBe('the request body is empty: expected JSON');
  });

  it('does not repeat the body', () => {
    const { message, fields } = problemOf('{"secret": iv_Zk3q}');
    expect(message + JSON.stringify(fields)).not.toContain('iv_');
  });

  it('gives up on hostile nesting at once', () => {
    const { fields } = problemOf('['.repeat(5_000_000));
    expect(fields[0]).toMatchObject({ detail: 'expected at most 32 levels of nesting' });
  });
});

describe('locateJsonError', () => {
  /** JSON texts with one character taken out, put in or changed. */
  const mutated = fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', 'x', '\\', '0', ' ', '\n'),
    )
    .map(
      ([text, at, insert]) =>
        text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + 1),
    );

  it('finds a fault in whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        fc.pre(isRefused(text));
        const { index, expected } = locateJsonError(text);
        expect(index).toBeLessThanOrEqual(text.length);
        expect(expected, text).not.toBe('nothing after the JSON value, but the text ends');
      }),
      { numRuns: 2_000 },
    );
  });

  function isRefused(text: string): boolean {
    try {
      JSON.parse(text);
      return false;
    } catch {
      return true;
    }
  }
});
