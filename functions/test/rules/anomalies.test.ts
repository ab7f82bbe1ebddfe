import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { describe, it } from 'vitest';
import { before, requestTime } from './support/documents.ts';
import { own, uidOf, useWorld } from './support/world.ts';

const world = useWorld('anomalies');
const path = `organizations/${own}/anomalies/ano_1`;
const stored = {
  metricId: 'met_1',
  severity: 'high',
  score: 0.98,
  label: null,
  labelledBy: null,
  labelledAt: null,
  detectedAt: before,
};

const labelled = (label: unknown, uid = uidOf('member')) => ({
  label,
  labelledBy: `user:${uid}`,
  labelledAt: requestTime(),
});

describe('a label', () => {
  const label = async (change: Record<string, unknown>, from: Record<string, unknown> = {}) => {
    await world.server.doc(path).set({ ...stored, ...from });
    return world.as('member').update(path, change);
  };

  it.each(['true', 'false', 'expected', null])('may be %s', async (value) => {
    await assertSucceeds(label(labelled(value)));
  });

  it('may replace the label of somebody else, in the name of who replaces it', async () => {
    const earlier = { label: 'true', labelledBy: 'user:uid-admin', labelledAt: before };
    await assertSucceeds(label(labelled('false'), earlier));
    await assertFails(label({ label: 'false' }, earlier));
  });

  it.each([
    ['an unknown word', labelled('maybe')],
    ['a boolean', labelled(true)],
    ['the name of somebody else', labelled('true', uidOf('owner'))],
    ['a bare uid', { ...labelled('true'), labelledBy: uidOf('member') }],
    ['no name', { label: 'true', labelledAt: requestTime() }],
    ['no time', { label: 'true', labelledBy: `user:${uidOf('member')}` }],
    ['an earlier time', { ...labelled('true'), labelledAt: before }],
    ['another severity', { ...labelled('true'), severity: 'low' }],
    ['another score', { ...labelled('true'), score: 0 }],
    ['a field of its own', { ...labelled('true'), note: 'storm' }],
  ])('may not come with %s', async (_, change) => {
    await assertFails(label(change));
  });
});
