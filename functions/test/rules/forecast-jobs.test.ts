import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { describe, expect, it } from 'vitest';
import { forecastJobSpecSchema } from '../../src/contracts/forecast-job.ts';
import { collection } from '../../src/firestore/collections.ts';
import { before, forecastJobSpec, madeBefore, madeBy, requestTime } from './support/documents.ts';
import { own, uidOf, useWorld } from './support/world.ts';

const world = useWorld('forecast-jobs');
const path = `organizations/${own}/forecast_jobs/job_1`;
const member = uidOf('member');
const stored = { spec: forecastJobSpec, status: { phase: 'scheduled' }, ...madeBefore };

it('knows every field of a spec that the contract knows', () => {
  expect(Object.keys(forecastJobSpec).sort()).toEqual(Object.keys(forecastJobSpecSchema.shape).sort());
});

describe('creating a job', () => {
  const create = async (change: Record<string, unknown>) => {
    await world.server.doc(path).delete();
    return world.as('member').set(path, { spec: forecastJobSpec, ...madeBy(member), ...change });
  };

  it('admits a spec that makes no sense: the server answers in its status', async () => {
    const spec = { schedule: 'whenever', horizon: -1, selector: { metric: 'unknown' } };
    await assertSucceeds(create({ spec }));
    const read = await collection(world.server, own, 'forecast_jobs').doc('job_1').get();
    expect(read.data()).toMatchObject({ spec, status: null, createdBy: `user:${member}` });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a status', { status: { phase: 'scheduled' } }],
    ['an empty status', { status: null }],
    ['a spec that is no map', { spec: 'hourly' }],
    ['a spec with an unknown field', { spec: { ...forecastJobSpec, status: 'scheduled' } }],
    ['an unknown field', { lease: 'mine' }],
    ['the name of somebody else', { createdBy: `user:${uidOf('owner')}` }],
    ['an earlier beginning', { createdAt: before }],
  ])('is refused with %s', async (_, change) => {
    await assertFails(create(change));
  });
});

describe('changing a job', () => {
  const change = async (fields: Record<string, unknown>, from: Record<string, unknown> = stored) => {
    await world.server.doc(path).set(from);
    return world.as('member').update(path, { updatedAt: requestTime(), ...fields });
  };

  it('may replace the spec', async () => {
    await assertSucceeds(change({ spec: { ...forecastJobSpec, schedule: '*/5 * * * *' } }));
  });

  it('may edit a job that was made by hand, with nothing but a spec', async () => {
    await assertSucceeds(change({ 'spec.paused': true }, { spec: forecastJobSpec }));
  });

  it.each<[string, Record<string, unknown>]>([
    ['the status', { status: { phase: 'paused' } }],
    ['a part of the status', { 'status.nextRunAt': requestTime() }],
    ['spec and status together', { 'spec.paused': true, 'status.phase': 'paused' }],
    ['who made it', { createdBy: `user:${member}` }],
    ['when it was made', { createdAt: requestTime() }],
    ['a field that there is not', { lease: 'mine' }],
    ['a field of the spec that there is not', { 'spec.lease': 'mine' }],
    ['it without saying when', { 'spec.paused': true, updatedAt: before }],
  ])('may not touch %s', async (_, fields) => {
    await assertFails(change(fields));
  });

  it('may not replace the document, status and all', async () => {
    await world.server.doc(path).set(stored);
    await assertFails(world.as('member').set(path, { spec: forecastJobSpec, ...madeBy(member) }));
  });
});
