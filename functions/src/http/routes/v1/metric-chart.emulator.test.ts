import { beforeAll, describe, expect, it } from 'vitest';
import { resourceIds, writeExampleResources } from '../../../../test/support/example-resources.ts';
import {
  type Answer,
  type TestOrganization,
  testApi,
  testOrganization,
} from '../../../../test/support/http-api.ts';
import { readPng } from '../../../../test/support/read-png.ts';
import type { Permission } from '../../../contracts/permissions.ts';
import { chunkCollection, collection } from '../../../firestore/collections.ts';
import { createApp } from '../../app.ts';

const api = testApi();
const { firestore } = api.services;
const { metricId = '', forecastId = '', alertId = '' } = resourceIds;

const hourMs = 3_600_000;
const lastPoint = Date.parse('2026-11-21T04:00:00Z');

let organization: TestOrganization;

/** The example resources, with three weeks of hourly points. */
beforeAll(async () => {
  organization = await populated();
});

async function populated(): Promise<TestOrganization> {
  const made = await testOrganization();
  await writeExampleResources(firestore, made.orgId);
  await addChunk(made.orgId, '2026-11', '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z');
  return made;
}

async function addChunk(orgId: string, id: string, start: string, end: string): Promise<void> {
  const from = Date.parse(start);
  const hours = Math.max(1, Math.floor((Math.min(lastPoint, Date.parse(end)) - from) / hourMs) + 1);
  const points = Array.from({ length: hours }, (_, hour) => [
    new Date(from + hour * hourMs).toISOString(),
    20 + (hour % 24),
  ]);
  await chunkCollection(firestore, orgId, metricId)
    .doc(id)
    .set({
      span: 'month',
      generation: 1,
      startAt: new Date(start),
      endAt: new Date(end),
      points: Object.fromEntries(points),
    });
}

const path = (query = '', form = 'svg') => `/v1/metrics/${metricId}/chart.${form}${query}`;
const get = (query = '', headers: Record<string, string> = {}): Promise<Answer> =>
  api.call({ path: path(query), key: organization.key, headers });
const withScopes = async (scopes: readonly Permission[], query = ''): Promise<Answer> =>
  api.call({ path: path(query), key: await organization.keyWith(scopes) });

/** Whether a chart has something under a class name. */
const shows = (svg: string, className: string): boolean => svg.includes(`<g class="${className}">`);

describe('GET /v1/metrics/{metricId}/chart.svg', () => {
  it('draws points, latest forecast and anomalies of the metric', async () => {
    const { status, headers, text } = await get();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/svg+xml');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    );
    for (const part of ['history', 'forecast', 'bands', 'anomalies'])
      expect([part, shows(text, part)]).toEqual([part, true]);
    expect(shows(text, 'crossing')).toBe(false);
    expect(text).toContain('<title>flights.departures</title>');
    expect(text).toContain('airport=ATL · in flights · time in UTC');
  });

  it('takes threshold, crossing and time from an alert', async () => {
    const { text } = await get(`?alertId=${alertId}&timeZone=America/New_York`);
    expect(text).toContain('data-value="10"');
    expect(text).toContain('expected crossing 21 Nov 04:00 (80 %: 21 Nov 02:00 to 21 Nov 06:00, p = 0.93)');
  });

  it('draws the range, levels, thresholds, size, theme and title that are asked for', async () => {
    const query =
      '?from=2026-11-18T00:00Z&to=2026-11-22T00:00Z&threshold=30&threshold=40.5&level=95&width=640&height=320&theme=dark&title=A%20%3Cb%3E';
    const { text } = await get(query);
    expect(text).toMatch(/^<svg [^>]*width="640" height="320"/);
    expect(text).toContain('fill="#12161c"');
    expect([...text.matchAll(/data-value="([^"]+)"/g)].map(([, value]) => value)).toEqual(['30', '40.5']);
    expect(text).toContain('From Wed 18 Nov 2026, 00:00 to Sun 22 Nov 2026, 00:00');
    expect(text).toContain('<title>A &lt;b&gt;</title>');
    expect(shows(text, 'bands')).toBe(false);
  });

  it('reads metric, month of points, forecast and anomaly, one document each, and the alert where there is one', async () => {
    await get();
    await get();
    expect(api.services.entries.at(-1)).toMatchObject({ documentReads: 4, documentWrites: 0 });
    await get(`?alertId=${alertId}`);
    expect(api.services.entries.at(-1)).toMatchObject({ documentReads: 5, documentWrites: 0 });
  });

  it('leaves out what the caller may not read, and refuses it by name', async () => {
    const { status, text } = await withScopes(['metrics:read']);
    expect([status, shows(text, 'forecast'), shows(text, 'anomalies')]).toEqual([200, false, false]);
    expect(await withScopes(['metrics:read'], `?forecastId=${forecastId}`)).toMatchObject({
      status: 403,
      json: { permission: 'forecasts:read' },
    });
    expect(await withScopes(['metrics:read'], `?alertId=${alertId}`)).toMatchObject({
      status: 403,
      json: { permission: 'alerts:read' },
    });
  });

  it('is known by its ETag, and kept for a minute by the caller alone', async () => {
    const first = await get();
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect(first.headers.get('cache-control')).toBe('private, max-age=60');
    expect(first.headers.get('vary')).toContain('Authorization');
    expect(await get('', { 'If-None-Match': etag })).toMatchObject({ status: 304, text: '' });
    expect((await get('?theme=dark', { 'If-None-Match': etag })).status).toBe(200);
  });

  it('is an empty chart for a metric without points', async () => {
    const empty = await testOrganization();
    await writeExampleResources(firestore, empty.orgId);
    const { status, text } = await api.call({ path: path('?to=2026-11-20'), key: empty.key });
    expect(status).toBe(200);
    expect(text).toContain('no points in this range');
  });

  it('says that a forecast is gone which the metric or the alert still names', async () => {
    const old = await populated();
    await collection(firestore, old.orgId, 'forecasts').doc(forecastId).delete();
    for (const query of ['', `?alertId=${alertId}`]) {
      const { status, text } = await api.call({ path: path(query), key: old.key });
      expect([status, shows(text, 'forecast')]).toEqual([200, false]);
      expect(text).toContain('its forecast is no longer kept');
    }
    expect(await api.call({ path: path(`?forecastId=${forecastId}`), key: old.key })).toMatchObject({
      status: 404,
      json: { reason: 'FORECAST_NOT_FOUND' },
    });
  });

  it('draws no alert or forecast of another metric', async () => {
    const other = await populated();
    await collection(firestore, other.orgId, 'alerts').doc(alertId).update({ metricId: 'met_other' });
    await collection(firestore, other.orgId, 'forecasts').doc(forecastId).update({ metricId: 'met_other' });
    for (const [query, reason] of [
      [`?alertId=${alertId}`, 'ALERT_NOT_FOUND'],
      [`?forecastId=${forecastId}`, 'FORECAST_NOT_FOUND'],
    ]) {
      const answer = await api.call({ path: path(query), key: other.key });
      expect(answer).toMatchObject({ status: 404, json: { reason } });
    }
  });

  it('shows nothing of another organization', async () => {
    const { key } = await testOrganization();
    for (const form of ['svg', 'png'])
      expect(await api.call({ path: path('', form), key })).toMatchObject({
        status: 404,
        json: { reason: 'METRIC_NOT_FOUND' },
      });
  });

  it('refuses a range that is read from more than 100 documents', async () => {
    const long = await populated();
    await Promise.all(
      Array.from({ length: 101 }, (_, month) => {
        const [start, end] = [month, month + 1].map((one) => new Date(Date.UTC(2010, one)).toISOString());
        return addChunk(long.orgId, `${start?.slice(0, 7)}`, start ?? '', end ?? '');
      }),
    );
    const answer = await api.call({ path: path('?from=2010-01-01'), key: long.key });
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ pointer: '/from' }] } });
    expect((await api.call({ path: path(), key: long.key })).status).toBe(200);
  });

  it.each([
    ['width=10', '/width', /at least 320/],
    ['height=100000', '/height', /at most 1200/],
    ['theme=pink', '/theme', /light or dark/],
    ['timeZone=Mars/Olympus', '/timeZone', /time zone/],
    ['threshold=high', '/threshold/0', /finite number/],
    ['threshold=1e999', '/threshold/0', /number/],
    ['level=100', '/level/0', /below 100/],
    ['from=yesterday', '/from', /ISO 8601/],
    ['from=2026-11-20&to=2026-11-19', '/to', /before/],
    ['title=', '/title', /expected a title/],
    ['alertId=a%2Fb', '/alertId', /letters, digits/],
    ['colour=red', '/colour', /unknown field/],
  ])('refuses %s', async (query, pointer, detail) => {
    expect(await get(`?${query}`)).toMatchObject({
      status: 400,
      json: { errors: [{ pointer, detail: expect.stringMatching(detail) }] },
    });
  });
});

describe('GET /v1/metrics/{metricId}/chart.png', () => {
  const app = createApp(api.services);
  const image = (headers: Record<string, string> = {}) =>
    app.request(path('?width=640&height=320', 'png'), {
      headers: { Authorization: `Bearer ${organization.key}`, ...headers },
    });

  it('is the picture in the size asked for', async () => {
    const response = await image();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    const picture = readPng(new Uint8Array(await response.arrayBuffer()));
    expect(picture).toMatchObject({ width: 640, height: 320 });
    expect(new Set(picture.pixels).size).toBeGreaterThan(50);
  });

  it('is known by its ETag', async () => {
    const etag = (await image()).headers.get('etag') ?? '';
    expect((await image({ 'If-None-Match': etag })).status).toBe(304);
  });
});
