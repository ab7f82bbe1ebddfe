import { beforeAll, describe, expect, it } from 'vitest';
import { type TestOrganization, testApi, testOrganization } from '../../../../test/support/http-api.ts';
import type { AuditEntry, AuditEntryResponse } from '../../../contracts/audit-log.ts';
import { collection } from '../../../firestore/collections.ts';

const api = testApi();
const { firestore } = api.services;
const hours = 30;

const entryAt = (hour: number): AuditEntry => ({
  at: new Date(Date.UTC(2026, 10, 20, hour)),
  actor: hour % 2 === 0 ? 'user:ada' : 'api-key:key_1',
  action: hour % 3 === 0 ? 'alert-rule.update' : 'silence.end',
  resourceType: hour % 3 === 0 ? 'alert-rule' : 'silence',
  resourceId: hour % 5 === 0 ? 'rul_1' : 'sil_1',
  changed: ['enabled'],
  before: { enabled: true, at: new Date(0) },
  after: { enabled: false },
  address: null,
  userAgent: null,
  requestId: `req_${hour}`,
  expireAt: null,
});

let organization: TestOrganization;

beforeAll(async () => {
  organization = await testOrganization();
  const log = collection(firestore, organization.orgId, 'audit_log');
  // The keys of the organization are in the log, too.
  for (const { ref } of (await log.get()).docs) await ref.delete();
  for (let hour = 0; hour < hours; hour += 1) await log.doc(`aud_${hour}`).set(entryAt(hour));
});

const hoursBy = (kept: (hour: number) => boolean): string[] =>
  Array.from({ length: hours }, (_, hour) => hour)
    .filter(kept)
    .map((hour) => `aud_${hour}`);

const get = (path: string, key = organization.key) => api.call({ path, key });
const idsOf = (items: unknown) => (items as AuditEntryResponse[]).map(({ entryId }) => entryId);

describe('GET /v1/audit-log', () => {
  it.each<[string, (hour: number) => boolean]>([
    ['', () => true],
    ['actor=user:ada', (hour) => hour % 2 === 0],
    ['action=alert-rule.update', (hour) => hour % 3 === 0],
    ['resourceType=silence', (hour) => hour % 3 !== 0],
    ['resourceId=rul_1', (hour) => hour % 5 === 0],
    ['from=2026-11-20T10:00:00Z', (hour) => hour >= 10],
    ['to=2026-11-20T11:00:00%2B01:00', (hour) => hour < 10],
    [
      'actor=user:ada&resourceId=rul_1&from=2026-11-20T05:00:00Z&to=2026-11-20T20:00:00Z',
      (hour) => hour === 10,
    ],
    ['actor=user:grace', () => false],
  ])('answers those that %s leaves, newest first', async (query, kept) => {
    const { status, json } = await get(`/v1/audit-log?pageSize=200&${query}`);
    expect(status).toBe(200);
    expect(idsOf(json.items)).toEqual(hoursBy(kept).toReversed());
  });

  it('goes on page by page, by the same filters', async () => {
    const found: string[] = [];
    let token: unknown = null;
    do {
      const next: string = token === null ? '' : `&pageToken=${token}`;
      const { json } = await get(`/v1/audit-log?pageSize=7&actor=user:ada${next}`);
      found.push(...idsOf(json.items));
      token = json.nextPageToken;
    } while (token !== null);
    expect(found).toEqual(hoursBy((hour) => hour % 2 === 0).toReversed());
  });

  it.each([
    ['from=yesterday', '/from'],
    ['pageSize=1000', '/pageSize'],
    ['who=ada', '/who'],
    ['actor=', '/actor'],
  ])('refuses %s', async (query, pointer) => {
    expect(await get(`/v1/audit-log?${query}`)).toMatchObject({
      status: 400,
      json: { errors: [{ pointer }] },
    });
  });
});

describe('GET /v1/audit-log/{entryId}', () => {
  it('answers the entry as it was written', async () => {
    const { json } = await get('/v1/audit-log/aud_3');
    const { expireAt: _, ...entry } = entryAt(3);
    expect(json).toEqual(JSON.parse(JSON.stringify({ entryId: 'aud_3', ...entry })));
  });

  it('answers one of another organization as one that there is not', async () => {
    const other = await testOrganization();
    for (const path of ['/v1/audit-log/aud_3', '/v1/audit-log/aud_none']) {
      expect(await get(path, other.key)).toMatchObject({
        status: 404,
        json: { reason: 'AUDIT_ENTRY_NOT_FOUND' },
      });
    }
  });
});

describe('GET /v1/audit-log/export', () => {
  const linesOf = (text: string): AuditEntryResponse[] =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as AuditEntryResponse);

  it('answers a time as lines, oldest first, and links from page to page', async () => {
    const found: string[] = [];
    const sizes: number[] = [];
    let query: string | undefined = '?from=2026-11-20T02:00:00Z&to=2026-11-21T01:00:00Z&pageSize=10';
    while (query !== undefined) {
      const answer = await get(`/v1/audit-log/export${query}`);
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
      const entries = linesOf(answer.text);
      found.push(...idsOf(entries));
      sizes.push(entries.length);
      query = /^<(\?.*)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(found).toEqual(hoursBy((hour) => hour >= 2 && hour < 25));
    expect(sizes).toEqual([10, 10, 3]);
  });

  it('writes an entry as the list answers it', async () => {
    const { json } = await get('/v1/audit-log/aud_0');
    expect(linesOf((await get('/v1/audit-log/export')).text)[0]).toEqual(json);
  });

  it('is empty where there is nothing, and refuses more than a page takes', async () => {
    const nothing = await get('/v1/audit-log/export?from=2030-01-01T00:00:00Z');
    expect(nothing).toMatchObject({ status: 200, text: '' });
    expect(nothing.headers.get('link')).toBeNull();
    expect(await get('/v1/audit-log/export?pageSize=501')).toMatchObject({ status: 400 });
  });
});
