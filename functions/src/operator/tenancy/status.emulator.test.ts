import { describe, expect, it } from 'vitest';
import { SteppedDatabase } from '../../../test/support/faults/stepped-database.ts';
import { SteppedProcess } from '../../../test/support/faults/stepped-process.ts';
import { organizationOf } from '../../../test/support/people.ts';
import {
  apiKeyHashCollection,
  apiKeyHashDocument,
  organizationDocument,
} from '../../firestore/collections.ts';
import { copyStatusToKeys } from './copy-status-to-keys.ts';
import { disableOrganization } from './disable-organization.ts';
import { enableOrganization } from './enable-organization.ts';

type Organization = Awaited<ReturnType<typeof organizationOf>>;

/** So many keys of an organization, as far as authentication knows them. */
async function makeKeys({ orgId, as }: Organization, count: number): Promise<void> {
  const { firestore } = as('olga').db;
  const writer = firestore.bulkWriter();
  for (let index = 0; index < count; index += 1) {
    const key = { orgId, keyId: `key_${index}`, scopes: [], overlapUntil: null, lastUsedAt: null };
    void writer.set(apiKeyHashDocument(firestore, `${orgId}-${index}`), {
      ...key,
      ...{ metricPrefixes: null, addresses: null, expiresAt: null },
      organizationStatus: 'active',
    });
  }
  await writer.close();
}

async function keyStatuses({ orgId, as }: Organization): Promise<Record<string, number>> {
  const { docs } = await apiKeyHashCollection(as('olga').db.firestore).where('orgId', '==', orgId).get();
  const counts: Record<string, number> = {};
  for (const one of docs) {
    const { organizationStatus } = one.data();
    counts[organizationStatus] = (counts[organizationStatus] ?? 0) + 1;
  }
  return counts;
}

const statusOf = async ({ orgId, as }: Organization) =>
  (await organizationDocument(as('olga').db.firestore, orgId).get()).data()?.status;

describe('disableOrganization and enableOrganization', () => {
  it('change the organization and what all its keys know of it, in bounded steps, and nothing of others', async () => {
    const organization = await organizationOf({ olga: 'owner' });
    const other = await organizationOf({ olga: 'owner' });
    await makeKeys(organization, 405);
    await makeKeys(other, 1);
    const ctx = organization.as('olga');
    expect(await disableOrganization({ ctx })).toMatchObject({ status: 'disabled' });
    expect(await keyStatuses(organization)).toEqual({ disabled: 405 });
    expect(await enableOrganization({ ctx: organization.as('olga') })).toMatchObject({ status: 'active' });
    expect(await keyStatuses(organization)).toEqual({ active: 405 });
    expect((await organization.audit()).sort()).toEqual([
      `user:olga organization.disable ${organization.orgId}`,
      `user:olga organization.enable ${organization.orgId}`,
    ]);
    expect(await statusOf(other)).toBe('active');
    expect(await keyStatuses(other)).toEqual({ active: 1 });
  });

  it('change nothing the second time, and write no second entry', async () => {
    const organization = await organizationOf({ olga: 'owner' });
    await makeKeys(organization, 1);
    await disableOrganization({ ctx: organization.as('olga') });
    const again = organization.as('olga');
    await disableOrganization({ ctx: again });
    expect(again.db.meter.writes).toBe(0);
    expect(await organization.audit()).toHaveLength(1);
  });

  it("are the owner's alone", async () => {
    const organization = await organizationOf({ olga: 'owner', anna: 'admin' });
    for (const verb of [disableOrganization, enableOrganization]) {
      await expect(verb({ ctx: organization.as('anna') })).rejects.toMatchObject({
        reason: 'PERMISSION_MISSING',
      });
    }
  });

  it('let no program enable, whatever it holds', async () => {
    const organization = await organizationOf({ olga: 'owner' });
    const key = organization.asKey(['organization:disable']);
    await disableOrganization({ ctx: key });
    for (const verb of [disableOrganization, enableOrganization]) {
      await expect(verb({ ctx: key })).rejects.toMatchObject({ reason: 'ORGANIZATION_DISABLED' });
    }
    expect(await statusOf(organization)).toBe('disabled');
  });

  it('come to one end, also for the keys, when both are called at once', async () => {
    const organization = await organizationOf({ olga: 'owner' });
    await makeKeys(organization, 3);
    await Promise.all([
      disableOrganization({ ctx: organization.as('olga') }),
      enableOrganization({ ctx: organization.as('olga') }),
    ]);
    expect(await keyStatuses(organization)).toEqual({ [(await statusOf(organization)) ?? '']: 3 });
  });

  it('may die after any step: what is left of the keys is done by whoever comes next', async () => {
    for (let steps = 0, died = true; died; steps += 1) {
      const organization = await organizationOf({ olga: 'owner' });
      await makeKeys(organization, 201);
      const ctx = organization.as('olga');
      const process = new SteppedProcess(`disabling ${steps}`);
      await process.start(() =>
        disableOrganization({ ctx: { ...ctx, db: new SteppedDatabase(ctx.db, process) } }),
      );
      for (let step = 0; step < steps; step += 1) await process.step();
      died = process.alive;
      if (died) await process.die('after');
      await copyStatusToKeys(ctx.db, organization.orgId);
      expect(await keyStatuses(organization)).toEqual({ [(await statusOf(organization)) ?? '']: 201 });
    }
  });
});
