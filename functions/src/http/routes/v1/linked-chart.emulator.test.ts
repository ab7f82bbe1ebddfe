import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resourceIds, writeExampleResources } from '../../../../test/support/example-resources.ts';
import { testApi, testNow, testOrganization, testServices } from '../../../../test/support/http-api.ts';
import { readPng } from '../../../../test/support/read-png.ts';
import { collection, organizationDocument } from '../../../firestore/collections.ts';
import { chartLinks } from '../../../notifications/charts/alert-charts.ts';
import { createApp } from '../../app.ts';

const links = chartLinks({ keys: ['k'.repeat(32)], baseUrl: 'https://api.example', lifetimeDays: 7 });
let now = testNow;
const services = { ...testServices(), chartLinks: links, now: () => now };
const { firestore, entries } = services;
const { metricId = '', alertId = '' } = resourceIds;

/** Each test has instances of its own, so that no picture is kept from another. */
let app: ReturnType<typeof createApp>;
let orgId: string;

beforeEach(async () => {
  now = testNow;
  app = createApp(services);
  ({ orgId } = await testOrganization());
  await writeExampleResources(firestore, orgId);
  await organizationDocument(firestore, orgId).set({
    ...{ name: 'Acme', status: 'active', createdBy: 'user:ada', createdAt: testNow, updatedAt: testNow },
  });
});

const linkTo = (alert = { alertId, metricId }, organization = orgId): string =>
  new URL(links.link(alert, { orgId: organization, now: testNow }) ?? '').pathname;

const gone = async (response: Response): Promise<object> => ({
  status: response.status,
  ...((await response.json()) as object),
  instance: null,
  requestId: null,
});

let constantAnswer: object;

beforeAll(async () => {
  constantAnswer = await gone(await createApp(services).request('/v1/charts/none.png'));
});

describe('GET /v1/charts/{token}', () => {
  it('is the picture of the alert, for anyone who has the link', async () => {
    const response = await app.request(linkTo());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const picture = readPng(new Uint8Array(await response.arrayBuffer()));
    expect(picture).toMatchObject({ width: 1_280, height: 640 });
    expect(entries.at(-1)).toMatchObject({ documentReads: 6, documentWrites: 0 });
  });

  it('is drawn once a minute, however often it is loaded', async () => {
    const first = await Promise.all(Array.from({ length: 5 }, () => app.request(linkTo())));
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const reads = entries.slice(-5).map(({ documentReads }) => Number(documentReads));
    expect(reads.reduce((sum, one) => sum + one, 0)).toBe(6);
    await app.request(linkTo());
    expect(entries.at(-1)).toMatchObject({ documentReads: 0 });
    now = new Date(testNow.getTime() + 61_000);
    await app.request(linkTo());
    expect(entries.at(-1)).toMatchObject({ documentReads: 6 });
  });

  it('is not in the log by its address', async () => {
    await app.request(linkTo());
    expect(JSON.stringify(entries.at(-1))).toContain('/v1/charts/{token}');
    expect(JSON.stringify(entries)).not.toContain(linkTo().split('/').at(-1));
  });

  it('answers the same whatever is wrong with the link', async () => {
    const [text = ''] = (linkTo().split('/').at(-1) ?? '').split('.');
    const others = await testOrganization();
    const wrong = [
      '/v1/charts/x',
      '/v1/charts/%00.png',
      `/v1/charts/${text}.${'A'.repeat(43)}.png`,
      linkTo({ alertId: 'alr_other', metricId }),
      linkTo({ alertId, metricId: 'met_other' }),
      linkTo({ alertId, metricId }, others.orgId),
      linkTo({ alertId, metricId }, 'org_none'),
    ];
    expect(constantAnswer).toMatchObject({ status: 404, reason: 'CHART_NOT_FOUND' });
    for (const path of wrong)
      expect([path, await gone(await app.request(path))]).toEqual([path, constantAnswer]);
  });

  it('is over after a week, and when the organization is disabled', async () => {
    await organizationDocument(firestore, orgId).update({ status: 'disabled' });
    expect(await gone(await app.request(linkTo()))).toEqual(constantAnswer);
    await organizationDocument(firestore, orgId).update({ status: 'active' });
    expect((await app.request(linkTo())).status).toBe(200);
    now = new Date(testNow.getTime() + 8 * 86_400_000);
    expect(await gone(await app.request(linkTo()))).toEqual(constantAnswer);
  });

  it('is gone with the metric', async () => {
    await collection(firestore, orgId, 'metrics').doc(metricId).delete();
    expect(await gone(await app.request(linkTo()))).toEqual(constantAnswer);
  });

  it('leads nowhere in a deployment without a key', async () => {
    const without = testApi();
    expect(await without.call({ path: linkTo() })).toMatchObject({
      status: 404,
      json: { reason: 'CHART_NOT_FOUND' },
    });
  });
});
