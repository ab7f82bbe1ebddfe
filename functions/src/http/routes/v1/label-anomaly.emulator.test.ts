import { beforeEach, describe, expect, it } from 'vitest';
import { resourceIds, writeExampleResources } from '../../../../test/support/example-resources.ts';
import {
  type TestOrganization,
  testApi,
  testNow,
  testOrganization,
} from '../../../../test/support/http-api.ts';

const api = testApi();
let organization: TestOrganization;

const path = `/v1/anomalies/${resourceIds.anomalyId}`;

beforeEach(async () => {
  organization = await testOrganization();
  await writeExampleResources(api.services.firestore, organization.orgId);
});

const label = (body: unknown, headers = {}) =>
  api.call({ method: 'PATCH', path, key: organization.key, body, headers });
const metric = async () =>
  (await api.call({ path: `/v1/metrics/${resourceIds.metricId}`, key: organization.key })).json;

describe('PATCH /v1/anomalies/{anomalyId}', () => {
  it('labels, and the metric says what follows', async () => {
    expect(await label({ label: 'false' })).toMatchObject({
      status: 200,
      json: {
        anomalyId: resourceIds.anomalyId,
        label: 'false',
        labelledBy: expect.stringMatching(/^api-key:key_/),
        labelledAt: testNow.toISOString(),
      },
    });
    expect((await api.call({ path, key: organization.key })).json).toMatchObject({ label: 'false' });
    expect((await metric()).feedback).toMatchObject({
      lessons: [
        { anomalyId: resourceIds.anomalyId, label: 'false', effect: expect.stringMatching(/not reported$/) },
      ],
    });
  });

  it('takes a label back', async () => {
    await label({ label: 'expected' });
    expect(await label({ label: null }, { 'Content-Type': 'application/merge-patch+json' })).toMatchObject({
      status: 200,
      json: { label: null },
    });
    expect((await metric()).feedback).toBeNull();
  });

  it.each([
    ['another word', { label: 'maybe' }, '/label'],
    ['a boolean', { label: true }, '/label'],
    ['no label', {}, '/label'],
    ['another field', { label: 'false', severity: 'low' }, '/severity'],
  ])('refuses %s, and names the field', async (_, body, pointer) => {
    expect(await label(body)).toMatchObject({
      status: 400,
      json: { reason: 'VALIDATION_FAILED', errors: [{ pointer }] },
    });
  });

  it('answers an anomaly that is not there, and one of another organization, with 404', async () => {
    const other = await testOrganization();
    for (const request of [
      { path, key: other.key },
      { path: '/v1/anomalies/ano_none', key: organization.key },
    ])
      expect(await api.call({ method: 'PATCH', ...request, body: { label: 'false' } })).toMatchObject({
        status: 404,
        json: { reason: 'ANOMALY_NOT_FOUND' },
      });
    expect((await api.call({ path, key: organization.key })).json).toMatchObject({ label: null });
  });

  it('needs anomalies:write', async () => {
    const key = await organization.keyWith(['anomalies:read', 'metrics:read']);
    expect(await api.call({ method: 'PATCH', path, key, body: { label: 'false' } })).toMatchObject({
      status: 403,
      json: { reason: 'PERMISSION_MISSING' },
    });
  });
});
