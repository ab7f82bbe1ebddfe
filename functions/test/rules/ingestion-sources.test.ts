import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import { describe, expect, it } from 'vitest';
import { ingestionSourceSchema } from '../../src/contracts/integration.ts';
import { collection } from '../../src/firestore/collections.ts';
import { before, ingestionSource, madeBefore, madeBy, requestTime } from './support/documents.ts';
import { own, uidOf, useWorld } from './support/world.ts';

const world = useWorld('ingestion-sources');
const path = `organizations/${own}/ingestion_sources/src_1`;
const admin = uidOf('admin');

it('knows every field that the contract knows', () => {
  const fields = Object.keys({ ...ingestionSource, ...madeBefore });
  expect(fields.sort()).toEqual(Object.keys(ingestionSourceSchema.shape).sort());
});

describe('creating a source', () => {
  const create = async (change: Record<string, unknown>) => {
    await world.server.doc(path).delete();
    return world.as('admin').set(path, { ...ingestionSource, ...madeBy(admin), ...change });
  };

  it.each(ingestionSourceSchema.shape.type.options)('admits %s, which the server can read', async (type) => {
    await assertSucceeds(create({ type, connectionId: 'con_1' }));
    const read = await collection(world.server, own, 'ingestion_sources').doc('src_1').get();
    expect(read.data()).toMatchObject({ type, connectionId: 'con_1' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['an unknown type', { type: 'telepathy' }],
    ['a name of blanks', { name: '  ' }],
    ['enabled that is no boolean', { enabled: 1 }],
    ['a label that is no text', { labels: { site: 1 } }],
    ['a connection by a path', { connectionId: 'a/b' }],
    ['points that never came', { lastReceivedAt: requestTime() }],
    ['an unknown field', { secret: 'hunter2' }],
    ['the name of somebody else', { createdBy: `user:${uidOf('owner')}` }],
    ['an earlier beginning', { createdAt: before }],
  ])('is refused with %s', async (_, change) => {
    await assertFails(create(change));
  });
});

describe('changing a source', () => {
  const change = async (fields: Record<string, unknown>) => {
    await world.server.doc(path).set({ ...ingestionSource, ...madeBefore, lastReceivedAt: before });
    return world.as('admin').update(path, { updatedAt: requestTime(), ...fields });
  };

  it('may touch what people edit', async () => {
    await assertSucceeds(change({ name: 'renamed', labels: {} }));
  });

  it.each<[string, Record<string, unknown>]>([
    ['when points last came', { lastReceivedAt: requestTime() }],
    ['that points ever came', { lastReceivedAt: null }],
    ['who made it', { createdBy: `user:${admin}` }],
    ['when it was made', { createdAt: requestTime() }],
    ['its shape', { type: 'telepathy' }],
    ['it without saying when', { name: 'renamed', updatedAt: before }],
  ])('may not touch %s', async (_, fields) => {
    await assertFails(change(fields));
  });
});
