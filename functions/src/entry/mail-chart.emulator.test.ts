import { beforeAll, expect, it } from 'vitest';
import { RecordedTasks } from '../../test/support/context.ts';
import { resourceIds, writeExampleResources } from '../../test/support/example-resources.ts';
import { emulatorFirestore } from '../../test/support/firestore.ts';
import { testNow, testOrganization } from '../../test/support/http-api.ts';
import { toldAlert } from '../../test/support/notifications.ts';
import { readPng } from '../../test/support/read-png.ts';
import { mailChart } from './mail-chart.ts';

const { metricId = '', alertId = '' } = resourceIds;
const firestore = emulatorFirestore();
const chartOf = mailChart(() => ({ firestore, tasks: new RecordedTasks(), now: () => testNow }));
const { signal } = new AbortController();
const alert = toldAlert({ metricId, alertId, name: 'Departures', reason: 'above 60' });

let orgId: string;

beforeAll(async () => {
  ({ orgId } = await testOrganization());
  await writeExampleResources(firestore, orgId);
});

it("is a picture of the alert's series, in twice the pixels that it is shown in", async () => {
  const chart = await chartOf(alert, { orgId, signal });
  expect(chart?.alt).toBe('The series of Departures: above 60');
  expect(readPng(chart?.png ?? new Uint8Array())).toMatchObject({ width: 1_280, height: 640 });
});

it('is none for an alert without a series', async () => {
  expect(await chartOf({ ...alert, metricId: null }, { orgId, signal })).toBeNull();
});

it('is never of another organization', async () => {
  const other = await testOrganization();
  await expect(chartOf(alert, { orgId: other.orgId, signal })).rejects.toMatchObject({ code: 'not-found' });
});
