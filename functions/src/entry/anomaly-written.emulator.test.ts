import type { Firestore } from 'firebase-admin/firestore';
import { beforeEach, describe, expect, it } from 'vitest';
import { requestTime } from '../../test/rules/support/documents.ts';
import { own, uidOf, useWorld } from '../../test/rules/support/world.ts';
import { spike } from '../../test/support/alerts.ts';
import { RecordedTasks } from '../../test/support/context.ts';
import { collection } from '../firestore/collections.ts';
import { metricExample } from '../http/routes/v1/examples/metric.ts';
import { anomalyWritten } from './anomaly-written.ts';
import { useRuntime } from './runtime.ts';

const world = useWorld('feedback');
const startAt = new Date('2026-11-18T14:00:00Z');
const metricId = spike({ startAt }).metricId;
const path = `organizations/${own}/anomalies/ano_1`;

type Fields = Record<string, unknown> | undefined;

/** The event that a write of the anomaly sends. */
function written(before: Fields, after: Fields, orgId = own): Promise<void> {
  const snapshot = (fields: Fields) => ({ data: () => fields });
  const event = { data: { before: snapshot(before), after: snapshot(after) }, params: { orgId } };
  return anomalyWritten.run(event as unknown as Parameters<typeof anomalyWritten.run>[0]) as Promise<void>;
}

const stored = async (): Promise<Fields> => (await world.server.doc(path).get()).data();
const lessons = async (orgId = own) =>
  (await metrics(orgId).doc(metricId).get()).data()?.feedback?.lessons.map((one) => one.label) ?? [];
const metrics = (orgId: string) => collection(world.server as unknown as Firestore, orgId, 'metrics');

beforeEach(async () => {
  useRuntime({
    firestore: world.server as unknown as Firestore,
    tasks: new RecordedTasks(),
    logger: { write: () => undefined },
    verifyIdToken: () => Promise.reject(new Error('nobody signs in here')),
    now: () => new Date('2026-11-21T12:00:00Z'),
  });
  const { label: _, labelledBy: __, labelledAt: ___, ...anomaly } = spike({ startAt });
  await world.server.doc(path).set(anomaly);
  for (const orgId of [own, 'org_foreign'])
    await metrics(orgId)
      .doc(metricId)
      .set({ ...metricExample, feedback: null });
});

const label = (value: string | null) =>
  world
    .as('member')
    .update(path, { label: value, labelledBy: `user:${uidOf('member')}`, labelledAt: requestTime() });

describe('a label that a member sets as a client, under the rules', () => {
  it('teaches the metric, and teaches no more when it is taken back', async () => {
    const before = await stored();
    await label('expected');
    const after = await stored();
    await written(before, after);
    expect(await lessons()).toEqual(['expected']);
    await label(null);
    await written(after, await stored());
    expect(await lessons()).toEqual([]);
  });

  it('teaches what stands, when its events come twice and in the wrong order', async () => {
    const unlabelled = await stored();
    await label('expected');
    const first = await stored();
    await label('false');
    const second = await stored();
    await written(first, second);
    await written(unlabelled, first);
    await written(unlabelled, first);
    expect(await lessons()).toEqual(['false']);
    await world.server.doc(path).delete();
    await written(second, undefined);
    await written(first, second);
    expect(await lessons()).toEqual([]);
  });

  it('teaches nothing to another organization, even by an event of its own', async () => {
    const before = await stored();
    await label('false');
    await written(before, await stored(), 'org_foreign');
    expect(await lessons('org_foreign')).toEqual([]);
  });
});
