import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Answer, testOrganization } from '../../../test/support/http-api.ts';
import { keyedApi } from '../../../test/support/keyed-route.ts';
import { DomainError, type ErrorCode } from '../../contracts/errors.ts';

const replayed = ({ headers }: Answer) => headers.get('idempotent-replayed');

describe('the same request with the same key', () => {
  it('is done once and answered alike', async () => {
    const { order, uses } = keyedApi();
    const { key } = await testOrganization();
    const [first, second] = [await order(key, 'k'), await order(key, 'k')];
    expect([first.status, first.json, replayed(first)]).toEqual([201, { number: 1, item: 'tea' }, null]);
    expect([second.status, second.text, replayed(second)]).toEqual([201, first.text, 'true']);
    for (const name of ['location', 'content-type'])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
    expect(uses).toHaveLength(1);
  });

  it('costs two writes, and one read when it is answered again', async () => {
    const { order, services } = keyedApi();
    const { key } = await testOrganization();
    await order(key, undefined);
    for (const idempotencyKey of ['k', 'k', undefined]) await order(key, idempotencyKey);
    expect(services.entries.slice(1).map(costOf)).toEqual([
      '0 reads, 2 writes',
      '1 reads, 0 writes',
      '0 reads, 0 writes',
    ]);
  });

  it('is a first one again after 24 hours, under another name', async () => {
    const { order, wait, uses } = keyedApi();
    const { key } = await testOrganization();
    await order(key, 'k');
    wait(24 * 60 - 1);
    expect(replayed(await order(key, 'k'))).toBe('true');
    wait(1);
    expect((await order(key, 'k', { item: 'coffee' })).json).toEqual({ number: 2, item: 'coffee' });
    expect(replayed(await order(key, 'k', { item: 'coffee' }))).toBe('true');
    expect(new Set(uses).size).toBe(2);
  });

  it('is another request of another organization, and of another caller', async () => {
    const { order } = keyedApi();
    const [ours, theirs] = [await testOrganization(), await testOrganization()];
    const colleague = await ours.keyWith(['metrics:write']);
    const answers = [await order(ours.key, 'k'), await order(theirs.key, 'k'), await order(colleague, 'k')];
    expect(answers.map(({ json }) => json.number)).toEqual([1, 2, 3]);
    expect(answers.map(replayed)).toEqual([null, null, null]);
  });

  it('is refused before a look at the key where the caller may not do it', async () => {
    const { order, uses } = keyedApi();
    const { key, keyWith } = await testOrganization();
    await order(key, 'k');
    expect((await order(await keyWith(['metrics:read']), 'k')).status).toBe(403);
    expect((await order('iv_short', 'k')).status).toBe(401);
    expect(uses).toHaveLength(1);
  });
});

describe('another request with the same key', () => {
  it.each([
    ['another body', { item: 'coffee' }, '/v1/orders'],
    ['the same value, written otherwise', '{"item": "tea"}', '/v1/orders'],
    ['another query', { item: 'tea' }, '/v1/orders?a=1'],
  ])('is refused: %s', async (_, body, path) => {
    const { order, uses } = keyedApi();
    const { key } = await testOrganization();
    await order(key, 'k');
    expect(await order(key, 'k', body, path)).toMatchObject({
      status: 422,
      json: { reason: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(uses).toHaveLength(1);
  });

  it.each(['', 'k'.repeat(256)])('is no request at all with the key "%s"', async (idempotencyKey) => {
    const { key } = await testOrganization();
    const { order, uses } = keyedApi();
    expect((await order(key, idempotencyKey)).json.errors).toMatchObject([{ pointer: '/Idempotency-Key' }]);
    expect(uses).toEqual([]);
  });
});

describe('a failure', () => {
  const failing = (code: ErrorCode) =>
    keyedApi(async () => {
      throw new DomainError(code, 'SOME_REASON', 'no');
    });

  it.each<ErrorCode>(['not-found', 'already-exists', 'failed-precondition', 'internal'])(
    'of the kind %s is answered again',
    async (code) => {
      const { order, uses } = failing(code);
      const { key } = await testOrganization();
      const [first, second] = [await order(key, 'k'), await order(key, 'k')];
      expect([second.status, second.text, replayed(second)]).toEqual([first.status, first.text, 'true']);
      expect(second.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(uses).toHaveLength(1);
    },
  );

  it('that nobody foresaw is answered again, is logged once, and says nothing of its cause', async () => {
    const { order, services } = keyedApi(async () => {
      throw new TypeError('cannot read properties of undefined');
    });
    const { key } = await testOrganization();
    const [first, second] = [await order(key, 'k'), await order(key, 'k')];
    expect([first.status, second.status, second.text]).toEqual([500, 500, first.text]);
    expect(first.text).not.toContain('undefined');
    expect(services.entries.map(({ error }) => error instanceof TypeError)).toEqual([true, false]);
  });

  it.each<ErrorCode>([
    'invalid-argument',
    'permission-denied',
    'aborted',
    'resource-exhausted',
    'unavailable',
  ])('of the kind %s leaves the key free, for another body, too', async (code) => {
    const { order, uses } = failing(code);
    const { key } = await testOrganization();
    const answers = [await order(key, 'k'), await order(key, 'k', { item: 'coffee' })];
    expect(answers.map(replayed)).toEqual([null, null]);
    expect(answers[1]?.json.reason).toBe('SOME_REASON');
    expect(uses).toHaveLength(2);
  });

  it('of the body leaves the key free, and costs nothing', async () => {
    const { order, services } = keyedApi();
    const { key } = await testOrganization();
    await order(key, undefined);
    expect((await order(key, 'k', { itme: 'tea' })).status).toBe(400);
    expect(costOf(services.entries.at(-1) ?? {})).toBe('0 reads, 0 writes');
    expect((await order(key, 'k')).status).toBe(201);
  });
});

it('does not repeat an answer that is too large for a document, nor the work', async () => {
  const text = randomBytes(1_500_000).toString('base64');
  const { order, uses } = keyedApi(async () => ({ text }));
  const { key } = await testOrganization();
  const [first, second] = [await order(key, 'k'), await order(key, 'k')];
  expect([first.status, second.status]).toEqual([201, 409]);
  expect(second.json).toMatchObject({ reason: 'IDEMPOTENT_ANSWER_TOO_LARGE', answeredStatus: 201 });
  expect(uses).toHaveLength(1);
});

it('repeats an answer of megabytes that a document takes once compressed', async () => {
  const { order } = keyedApi(async () => ({ text: '0123456789'.repeat(400_000) }));
  const { key } = await testOrganization();
  const [first, second] = [await order(key, 'k'), await order(key, 'k')];
  expect([replayed(second), second.text === first.text]).toEqual(['true', true]);
});

function costOf({ documentReads, documentWrites }: Readonly<Record<string, unknown>>): string {
  return `${documentReads} reads, ${documentWrites} writes`;
}
