import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundJson, jsonBounds } from './bound-json.ts';

const { depthMax, keysPerObjectMax, containersMax } = jsonBounds;
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const fields = (count: number) => `{${Array.from({ length: count }, (_, at) => `"f${at}":0`).join(',')}}`;

const reasonOf = (text: string, byLine = false): string => {
  try {
    boundJson(text, { byLine });
    return 'taken';
  } catch (error) {
    return `${(error as { reason: string }).reason} ${(error as Error).message.match(/\d+ [a-z ]+$/)?.[0] ?? ''}`.trim();
  }
};

describe('boundJson', () => {
  it('takes whatever is within the bounds, JSON or not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 8 }), fc.string(), fc.string({ unit: 'binary' })), (text) => {
        fc.pre(!text.includes('__proto__'));
        boundJson(text);
        boundJson(text, { byLine: true });
      }),
    );
  });

  it('counts levels, not brackets in strings or beside each other', () => {
    expect(reasonOf(nested(depthMax))).toBe('taken');
    expect(reasonOf(nested(depthMax + 1))).toBe(`JSON_TOO_COMPLEX ${depthMax} levels of nesting`);
    expect(reasonOf(`[${'[],'.repeat(1_000)}0]`)).toBe('taken');
    expect(reasonOf(`["${'['.repeat(1_000)}", "\\"[[[["]`)).toBe('taken');
    expect(reasonOf(`["\\\\",${nested(depthMax)}]`)).toContain('levels');
  });

  it('counts fields of one object', () => {
    expect(reasonOf(`[${fields(keysPerObjectMax)},${fields(keysPerObjectMax)}]`)).toBe('taken');
    expect(reasonOf(fields(keysPerObjectMax + 1))).toContain(`${keysPerObjectMax} fields`);
    expect(reasonOf(`{"a":{},${fields(keysPerObjectMax).slice(1)}`)).toContain('fields');
  });

  it('counts objects and lists of the whole text', () => {
    const many = '{},'.repeat(containersMax - 1);
    expect(reasonOf(`[${many.slice(0, -1)}]`)).toBe('taken');
    expect(reasonOf(`[${many}{}]`)).toContain('objects and lists');
    expect(reasonOf('{}\n'.repeat(containersMax + 1), true)).toContain('objects and lists');
  });

  it.each(['["', `"${'\\'.repeat(1_000_000)}`, '"a":'.repeat(500), '\n'.repeat(1_000_000), '[,{:"'])(
    'reads broken text to its end: %#',
    (text) => {
      expect(reasonOf(text)).toBe('taken');
      expect(reasonOf(text, true)).toBe('taken');
    },
  );

  it('begins each line of NDJSON anew', () => {
    expect(reasonOf('[\n'.repeat(depthMax + 1))).toContain('levels');
    expect(reasonOf('[\n'.repeat(depthMax + 1), true)).toBe('taken');
    expect(reasonOf(`{"a": "\n${nested(depthMax + 1)}`, true)).toContain('levels');
  });
});

describe('a field __proto__', () => {
  it.each([
    '{"__proto__":1}',
    '{"labels":{"a":"b" , "__proto__" : "x"}}',
    '[{"\\u005f_proto__":1}]',
    '{"\\u005F\\u005f\\u0070\\u0072\\u006f\\u0074\\u006f\\u005f\\u005F":1}',
  ])('is refused: %s', (text) => {
    expect(Object.keys(JSON.parse(text)).length).toBeGreaterThan(0);
    expect(reasonOf(text)).toBe('VALIDATION_FAILED');
    expect(reasonOf(`{}\n${text}`, true)).toBe('VALIDATION_FAILED');
  });

  it('is one only by its name', () => {
    for (const text of [
      '{"a":"__proto__"}',
      '{"__proto":1}',
      '["__proto__"]',
      '{"__proto__ ":1}',
      '{"\\\\u005f_proto__":1}',
    ])
      expect(reasonOf(text)).toBe('taken');
  });

  it('is found in whatever JSON has it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (before, value) => {
        const text = `{"a":${JSON.stringify(before)},"__proto__":${JSON.stringify(value)}}`;
        expect(reasonOf(text)).toBe('VALIDATION_FAILED');
      }),
    );
  });
});
