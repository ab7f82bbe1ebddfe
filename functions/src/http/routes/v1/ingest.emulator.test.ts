import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, testApi, testOrganization } from '../../../../test/support/http-api.ts';

const api = testApi();
let key: string;

beforeAll(async () => {
  ({ key } = await testOrganization());
});

const hour = (n: number): string => new Date(Date.UTC(2026, 9, 1, n)).toISOString();

const points = (metric: string, count: number) =>
  Array.from(
    { length: count },
    (_, n) => ({ metric, timestamp: hour(n), value: n }) as Record<string, unknown>,
  );

const ingest = (body: unknown, type = 'application/json', query = ''): Promise<Answer> =>
  api.call({ method: 'POST', path: `/v1/ingest${query}`, key, headers: { 'Content-Type': type }, body });

async function storedPoints(metricId: string): Promise<number> {
  const { json } = await api.call({ path: `/v1/metrics/${metricId}/series?pageSize=10000`, key });
  return (json.points as unknown[]).length;
}

const metricOf = ({ json }: Answer): string => String((json.metrics as { metricId: string }[])[0]?.metricId);

describe('POST /v1/ingest', () => {
  it('stores 997 of 1,000 points and lists the three bad ones', async () => {
    const batch = points('three.bad', 1_000);
    Object.assign(batch[17] ?? {}, { value: 'seventeen' });
    Object.assign(batch[400] ?? {}, { timestamp: 'yesterday' });
    Object.assign(batch[999] ?? {}, { labels: { 'not a name': 'x' } });
    const answer = await ingest({ points: batch });
    expect(answer.json).toMatchObject({ accepted: 997, rejected: 3, errorsOmitted: 0 });
    expect((answer.json.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/points/17/value',
      '/points/400/timestamp',
      '/points/999/labels/not a name',
    ]);
    expect(answer.status).toBe(200);
    expect(await storedPoints(metricOf(answer))).toBe(997);
  });

  it('takes the same series as JSON, NDJSON, CSV and compressed, and stores each instant once', async () => {
    const batch = points('four.ways', 3);
    const lines = batch.map((one) => JSON.stringify(one)).join('\n');
    const rows = batch.map(({ metric, timestamp, value }) => `${metric},${timestamp},${value}`).join('\n');
    const answers = [
      await ingest({ points: batch }),
      await ingest({
        series: [{ metric: 'four.ways', points: batch.map(({ timestamp, value }) => [timestamp, value]) }],
      }),
      await ingest(lines, 'application/x-ndjson'),
      await ingest(`metric,timestamp,value\n${rows}\n`, 'text/csv; charset=utf-8'),
      await api.call({
        method: 'POST',
        path: '/v1/ingest',
        key,
        headers: { 'Content-Encoding': 'gzip' },
        body: gzipSync(JSON.stringify({ points: batch })),
      }),
    ];
    expect(answers.map(({ status, json }) => [status, json.accepted])).toEqual(Array(5).fill([200, 3]));
    expect(new Set(answers.map(metricOf)).size).toBe(1);
    expect(await storedPoints(metricOf(answers[0] as Answer))).toBe(3);
  });

  it('takes metric and unit of CSV from the query', async () => {
    const answer = await ingest(
      'timestamp,value\n1790000000,1\n',
      'text/csv',
      '?metric=from.query&timestampUnit=s',
    );
    expect(answer.json).toMatchObject({ accepted: 1, metrics: [{ key: 'from.query' }] });
  });

  it('names lines of CSV and NDJSON at fault', async () => {
    const csv = await ingest(`metric,timestamp,value\na,${hour(0)},1\na,${hour(1)},x\n`, 'text/csv');
    expect(csv.json).toMatchObject({ accepted: 1, rejected: 1, errors: [{ line: 3 }] });
    const ndjson = await ingest(`${JSON.stringify(points('b', 1)[0])}\n{]\n`, 'application/x-ndjson');
    expect(ndjson.json).toMatchObject({ accepted: 1, rejected: 1, errors: [{ line: 2 }] });
  });

  it('answers an empty batch with nothing stored', async () => {
    expect(await ingest({ points: [] })).toMatchObject({ status: 200, json: { accepted: 0, rejected: 0 } });
  });

  it('says in the log what it cost', async () => {
    await ingest({ points: points('costs', 10) });
    const entry = api.services.entries.at(-1);
    expect(entry).toMatchObject({ severity: 'INFO', actor: expect.stringMatching(/^api-key:key_/) });
    expect(Number(entry?.documentWrites)).toBeGreaterThan(0);
  });
});
