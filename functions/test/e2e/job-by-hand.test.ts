import type { DocumentData } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { collectionPath } from '../../src/firestore/paths.ts';
import { emulatorFirestore } from '../support/firestore.ts';
import { newOrganization, sendPoint } from './support/organization.ts';

const triggerTimeoutMs = 60_000;

describe('a forecast job typed by hand into the console', () => {
  let orgId: string;

  beforeAll(async () => {
    const organization = await newOrganization();
    await sendPoint(organization, 'orders');
    orgId = organization.organizationId;
  });

  const job = (jobId: string) =>
    emulatorFirestore().collection(collectionPath(orgId, 'forecast_jobs')).doc(jobId);

  /** The status once the trigger has written one for this generation of the spec. */
  const statusOf = (jobId: string, generation = 1): Promise<DocumentData> =>
    vi.waitFor(
      async () => {
        const status = (await job(jobId).get()).data()?.status;
        expect(status?.observedGeneration).toBe(generation);
        return status;
      },
      { timeout: triggerTimeoutMs, interval: 250 },
    );

  it('with a schedule that is none becomes invalid, in words, and is mended by an edit', async () => {
    const spec = { selector: { metric: 'orders' }, schedule: 'every morning', horizon: 24 };
    await job('by-hand').set({ spec });
    const wrong = await statusOf('by-hand');
    expect(wrong).toMatchObject({ phase: 'invalid', nextRunAt: null });
    expect(wrong.message).toMatch(/^not scheduled, because the spec is wrong: \/schedule: /);
    expect(wrong.problems).toMatchObject([{ pointer: '/schedule' }]);

    await job('by-hand').update({ 'spec.schedule': '0 6 * * *' });
    const mended = await statusOf('by-hand', 2);
    expect(mended).toMatchObject({ phase: 'scheduled', problems: [], seriesSelected: 1 });
    expect(mended.message).toMatch(/^next run .* 06:00 UTC$/);
  });

  it('with a metric that is not there says so', async () => {
    await job('unknown').set({ spec: { selector: { metric: 'oders' }, schedule: '0 * * * *', horizon: 24 } });
    const { message, problems } = await statusOf('unknown');
    expect(problems).toEqual([
      { pointer: '/selector', detail: 'no series of metric "oders" in this organization' },
    ]);
    expect(message).toContain('no series of metric "oders" in this organization');
  });

  it('with anything at all in place of a spec becomes invalid too', async () => {
    await job('nonsense').set({ spec: 'hourly, please' });
    expect(await statusOf('nonsense')).toMatchObject({ phase: 'invalid', nextRunAt: null });
  });
});
