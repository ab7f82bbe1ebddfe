import { expect, it } from 'vitest';
import { excerpt } from './excerpt.ts';

it('is one line of at most 300 characters', () => {
  expect(excerpt(' no\r\n\tsuch\u0000 \u202ehook ', [])).toBe('no such hook');
  expect(excerpt('x'.repeat(5_000), [])).toHaveLength(300);
});

it('leaves secrets out, however they are written', () => {
  const secret = 'a/b"c+d=';
  const text = `plain ${secret}, json ${JSON.stringify(secret)}, address ${encodeURIComponent(secret)}`;
  expect(excerpt(text, [secret])).toBe('plain [secret], json "[secret]", address [secret]');
});

it('leaves out the longer of secrets that hold each other', () => {
  expect(excerpt('see https://h.example/T0/B0/XyZ123', ['XyZ123', 'https://h.example/T0/B0/XyZ123'])).toBe(
    'see [secret]',
  );
});

it('keeps what is too short to be a secret', () => {
  expect(excerpt('a b a', ['a'])).toBe('a b a');
});
