import { expect, it, vi } from 'vitest';
import { collection } from '../../src/firestore/collections.ts';
import { spike } from '../support/alerts.ts';
import { auditEntries } from '../support/audited-calls.ts';
import { emulatorFirestore } from '../support/firestore.ts';
import { newOrganization, sendPoint } from './support/organization.ts';

const triggerTimeoutMs = 60_000;

it('a label is in the audit log once, whether it came by the API or by hand', async () => {
  const organization = await newOrganization();
  const { organizationId, api } = organization;
  const metricId = await sendPoint(organization, 'orders');
  const anomaly = collection(emulatorFirestore(), organizationId, 'anomalies').doc('ano_audited');
  await anomaly.set({ ...spike({ startAt: new Date('2026-11-18T14:00:00Z') }), metricId });

  const labels = (expected: readonly unknown[]) =>
    vi.waitFor(
      async () => {
        const entries = [...(await auditEntries(emulatorFirestore(), organizationId)).values()]
          .filter(({ action }) => action === 'anomaly.label')
          .sort((a, b) => a.at.getTime() - b.at.getTime());
        expect(entries.map(({ after, actor }) => [after?.label, actor])).toEqual(expected);
      },
      { timeout: triggerTimeoutMs, interval: 250 },
    );
  const byHand = (label: string | null) => [label, 'direct:unknown'];
  const byKey = (label: string) => [label, expect.stringMatching(/^api-key:/)];

  await anomaly.update({ label: 'expected' });
  await labels([byHand('expected')]);
  await api.patch('/v1/anomalies/ano_audited', { label: 'false' });
  // By the time that this one is there, the trigger has seen the one before.
  await anomaly.update({ label: null });
  await labels([byHand('expected'), byKey('false'), byHand(null)]);
});
