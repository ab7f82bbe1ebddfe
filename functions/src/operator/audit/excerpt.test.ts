import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { apiKeyHint, makeApiKey } from '../auth/api-key-format.ts';
import { excerptBytesMax, excerptOf } from './excerpt.ts';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

describe('excerptOf', () => {
  it('keeps what a person may read, instants as instants', () => {
    const at = new Date('2026-11-21T12:00:00Z');
    const document = { name: 'ingest', scopes: ['metrics:write'], nested: { at, none: null } };
    expect(excerptOf(document)).toEqual(document);
    expect(excerptOf({ at: Timestamp.fromDate(at) })).toEqual({ at });
    expect(excerptOf(null)).toBeNull();
  });

  it.each(['secret', 'smtpPassword', 'token', 'routingKey', 'signatureKey', 'Authorization', 'hash'])(
    'withholds the field %s, wherever it stands',
    (name) => {
      const excerpt = excerptOf({ [name]: 'S3cr3t', deep: [{ [name]: ['S3cr3t'] }] });
      expect(JSON.stringify(excerpt)).not.toContain('S3cr3t');
      expect(excerptOf({ [name]: null })).toEqual({ [name]: null });
    },
  );

  it.each([
    ['an API key', `the key iv_${'A'.repeat(32)} leaked`, 'the key [withheld] leaked'],
    ['the key of a webhook', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', '[withheld]'],
    ['an ID token', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl', '[withheld]'],
    [
      'an incoming webhook of Slack',
      'https://hooks.slack.com/services/T0/B0/XyZ',
      'https://hooks.slack.com/[withheld]',
    ],
    [
      'credentials in an address',
      'see https://ada:pass@acme.example/x',
      'see https://[withheld]@acme.example/x',
    ],
    [
      'a token right behind a host',
      'https://acme.example?token=abc',
      'https://acme.example?token=[withheld]',
    ],
    [
      'a key in the query of an address',
      'https://acme.example/hook?site=1&api_key=abc&room=2',
      'https://acme.example/hook?site=1&api_key=[withheld]&room=2',
    ],
  ])('withholds %s in any text', (_, text, kept) => {
    expect(excerptOf({ note: text, deep: [{ note: text }] })).toEqual({ note: kept, deep: [{ note: kept }] });
  });
  it.each([`iv_${'A'.repeat(32)}`, makeApiKey('live'), makeApiKey('test')])(
    'withholds the API key %s in any text, and keeps its hint',
    (key) => {
      const excerpt = excerptOf({ note: `the key ${key} leaked`, hint: apiKeyHint(key) });
      expect(excerpt).toEqual({ note: 'the key [withheld] leaked', hint: apiKeyHint(key) });
    },
  );

  it('says of a long field how long it is', () => {
    const list = Array.from({ length: 2_000 }, (_, i) => i);
    expect(excerptOf({ list, text: '?'.repeat(1_000_000), short: 1 })).toEqual({
      list: expect.stringMatching(/^\[\d+ bytes, not kept here\]$/),
      text: '[1000000 bytes, not kept here]',
      short: 1,
    });
  });

  it('keeps the shortest fields of a long document, and the names of the others', () => {
    const long = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`f${i}`, 'x'.repeat(4_000 - i)]));
    const excerpt = excerptOf({ ...long, name: 'kept' });
    expect(bytesOf(excerpt)).toBeLessThan(excerptBytesMax + 1_000);
    expect(excerpt).toMatchObject({ name: 'kept', f9: long.f9, f0: '[4002 bytes, not kept here]' });
  });

  it('counts the fields of a document that has too many to name', () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`field${i}`, i]));
    const excerpt = excerptOf(many);
    expect(bytesOf(excerpt)).toBeLessThan(2 * excerptBytesMax);
    expect(excerpt?.['…']).toMatch(/^\d+ more fields, not kept here$/);
  });

  it('makes of every value one that Firestore stores', () => {
    class Opaque {}
    const document = {
      pairs: [[1, 2], [[3]]],
      gone: undefined,
      holes: [undefined, { gone: undefined }],
      other: new Opaque(),
      never: new Date(Number.NaN),
      big: 1n,
    };
    expect(excerptOf(document)).toEqual({
      pairs: [{ 0: 1, 1: 2 }, { 0: { 0: 3 } }],
      holes: [null, {}],
      other: '[Opaque]',
      never: null,
      big: '[bigint]',
    });
  });

  it('cuts what is nested deeper than Firestore stores', () => {
    let deep: object = { bottom: true };
    for (let level = 0; level < 30; level += 1) deep = { deep };
    const kept = JSON.stringify(excerptOf({ deep }));
    expect(kept).toContain('[too deep, not kept here]');
    expect(kept.split('"deep"').length).toBeLessThan(16);
  });
});
