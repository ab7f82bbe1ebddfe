import { describe, expect, it } from 'vitest';
import { fingerprintOf, keyDocumentId } from './fingerprint.ts';

const request = {
  method: 'POST',
  path: '/v1/ingest',
  query: '?metric=a',
  body: { mediaType: 'text/csv', text: 'timestamp,value\n' },
};

describe('fingerprintOf', () => {
  it('is that of the same request', () => {
    expect(fingerprintOf(structuredClone(request))).toBe(fingerprintOf(request));
  });

  it.each([
    { method: 'PUT' },
    { path: '/v1/forecast' },
    { query: '' },
    { body: undefined },
    { body: { mediaType: 'application/json', text: request.body.text } },
    { body: { mediaType: 'text/csv', text: `${request.body.text} ` } },
  ])('is another one with %j', (change) => {
    expect(fingerprintOf({ ...request, ...change })).not.toBe(fingerprintOf(request));
  });
});

it('keeps the keys of callers apart', () => {
  expect(keyDocumentId('user:a', 'b')).not.toBe(keyDocumentId('user:', 'ab'));
  expect(keyDocumentId('user:ada', 'k')).not.toBe(keyDocumentId('api-key:ada', 'k'));
});
