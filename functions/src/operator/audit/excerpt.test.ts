import { describe, expect, it } from 'vitest';
import { apiKeyHint, makeApiKey } from '../auth/api-key-format.ts';
import { excerptOf } from './excerpt.ts';

describe('excerptOf', () => {
  it('keeps what a person may read, instants as instants', () => {
    const at = new Date('2026-11-21T12:00:00Z');
    const document = { name: 'ingest', scopes: ['metrics:write'], nested: { at, none: null } };
    expect(excerptOf(document)).toEqual(document);
    expect(excerptOf(null)).toBeNull();
  });

  it.each(['secret', 'smtpPassword', 'token', 'routingKey', 'signatureKey', 'Authorization', 'hash'])(
    'withholds the field %s, wherever it stands',
    (name) => {
      expect(JSON.stringify(excerptOf({ [name]: 'S3cr3t', deep: [{ [name]: ['S3cr3t'] }] }))).not.toContain(
        'S3cr3t',
      );
    },
  );

  it.each([`iv_${'A'.repeat(32)}`, makeApiKey('live'), makeApiKey('test')])(
    'withholds the API key %s in any text, and keeps its hint',
    (key) => {
      const excerpt = excerptOf({ note: `the key ${key} leaked`, hint: apiKeyHint(key) });
      expect(excerpt).toEqual({ note: 'the key [withheld] leaked', hint: apiKeyHint(key) });
    },
  );

  it('says of a long field how long it is', () => {
    expect(excerptOf({ list: Array.from({ length: 2_000 }, (_, i) => i), short: 1 })).toEqual({
      list: expect.stringMatching(/^\[\d+ bytes, not kept here\]$/),
      short: 1,
    });
  });
});
