import { expect, it, vi } from 'vitest';
import { collection } from '../../src/firestore/collections.ts';
import { spike } from '../support/alerts.ts';
import { emulatorFirestore } from '../support/firestore.ts';
import { newOrganization, sendPoint } from './support/organization.ts';

const triggerTimeoutMs = 60_000;

it('a label typed by hand into the console teaches the metric, and taken back teaches it no more', async () => {
  const organization = await newOrganization();
  const metricId = await sendPoint(organization, 'orders');
  const { organizationId } = organization;
  const anomaly = collection(emulatorFirestore(), organizationId, 'anomalies').doc('ano_by_hand');
  await anomaly.set({ ...spike({ startAt: new Date('2026-11-18T14:00:00Z') }), metricId });

  const lessons = (expected: readonly string[]) =>
    vi.waitFor(
      async () => {
        const metric = await collection(emulatorFirestore(), organizationId, 'metrics').doc(metricId).get();
        expect(metric.data()?.feedback?.lessons.map(({ label }) => label) ?? []).toEqual(expected);
      },
      { timeout: triggerTimeoutMs, interval: 250 },
    );

  await anomaly.update({ label: 'expected' });
  await lessons(['expected']);
  await anomaly.update({ label: null });
  await lessons([]);
});
