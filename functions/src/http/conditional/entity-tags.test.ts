import { describe, expect, it } from 'vitest';
import { readEntityTags } from './entity-tags.ts';

describe('readEntityTags', () => {
  it.each([
    ['"a"', [{ weak: false, opaque: '"a"' }]],
    ['W/"a"', [{ weak: true, opaque: '"a"' }]],
    [' "a" , W/"b,c","" ', ['"a"', '"b,c"', '""'].map((opaque, k) => ({ weak: k === 1, opaque }))],
    ['"W/"', [{ weak: false, opaque: '"W/"' }]],
    ['*', '*'],
  ])('reads %s', (value, tags) => {
    expect(readEntityTags('If-Match', value)).toEqual(tags);
  });

  it.each(['', 'a', '"a', 'a"', '"a" "b"', '"a",', ',"a"', 'w/"a"', '*,"a"', '"a b"', '"a"b"'])(
    'refuses %j, naming the header',
    (value) => {
      expect(() => readEntityTags('If-Match', value)).toThrow(
        expect.objectContaining({
          reason: 'VALIDATION_FAILED',
          fields: [{ pointer: '/If-Match', detail: expect.stringContaining('quotes included') }],
        }),
      );
    },
  );

  it('refuses a long list without an end at once', () => {
    expect(() => readEntityTags('If-Match', `${'"a",'.repeat(20_000)}"`)).toThrow('If-Match');
  });
});
