import { describe, expect, it } from 'vitest';
import { makeApiKey } from './api-key-format.ts';
import { readCredentials } from './credentials.ts';

const key = makeApiKey();

describe('readCredentials', () => {
  it.each([
    ['a bearer key', { authorization: `Bearer ${key}` }],
    ['a bearer key, scheme in lower case', { authorization: `bearer ${key}` }],
    ['a key in X-Api-Key', { 'x-api-key': key }],
    ['a key in both, the same', { authorization: `Bearer ${key}`, 'x-api-key': key }],
  ])('finds %s', (_, headers) => {
    expect(readCredentials(headers)).toEqual({ kind: 'api-key', key });
  });

  it('takes any other bearer token for an ID token', () => {
    expect(readCredentials({ authorization: 'Bearer eyJ.e30.s' })).toEqual({
      kind: 'id-token',
      token: 'eyJ.e30.s',
    });
  });

  it('takes Authorization before X-Api-Key', () => {
    expect(readCredentials({ authorization: 'Bearer eyJ.e30.s', 'x-api-key': key }).kind).toBe('id-token');
  });

  it.each([
    ['no header', {}],
    ['empty headers', { authorization: '', 'x-api-key': '' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['a scheme without credentials', { authorization: 'Bearer ' }],
  ])('asks for credentials when there is %s', (_, headers) => {
    expect(() => readCredentials(headers)).toThrowError(
      expect.objectContaining({ code: 'unauthenticated', reason: 'CREDENTIALS_MISSING' }),
    );
  });

  it.each([
    ['cut short', { authorization: `Bearer ${key.slice(0, -1)}` }],
    ['without its prefix', { 'x-api-key': key.slice(3) }],
  ])('refuses a key %s, without repeating it', (_, headers) => {
    expect(() => readCredentials(headers)).toThrowError(
      expect.objectContaining({
        code: 'unauthenticated',
        reason: 'API_KEY_INVALID',
        message: expect.not.stringContaining(key.slice(3, 20)),
      }),
    );
  });
});
