import { beforeEach, expect, it } from 'vitest';
import { type TestCtx, testContext } from '../../../../test/support/context.ts';
import { erasureDeps, found } from '../../../../test/support/erasures.ts';
import { testApi, testNow, testOrganization } from '../../../../test/support/http-api.ts';
import { runErasure } from '../../../custody/erasure/run-erasure.ts';
import { collection } from '../../../firestore/collections.ts';

const api = testApi();
const { firestore } = api.services;
const path = '/v1/organizations/current';
let key: string;
let ctx: TestCtx;
let owner: { key: string; headers: Record<string, string> };

beforeEach(async () => {
  const organization = await testOrganization();
  ({ key } = organization);
  ctx = testContext({ orgId: organization.orgId, now: testNow });
  await found(ctx);
  for (const role of ['owner', 'admin', 'viewer'] as const)
    await collection(firestore, ctx.orgId, 'user_org_memberships')
      .doc(role)
      .set({ uid: role, role, createdAt: testNow, updatedAt: testNow });
  owner = as('owner');
});

const as = (uid: string) => ({ key: `token-of-${uid}`, headers: { 'X-Organization-Id': ctx.orgId } });

const remove = (caller: object = owner, confirm = 'Acme') =>
  api.call({ method: 'DELETE', path: `${path}?confirm=${encodeURIComponent(confirm)}`, ...caller });

const restore = (caller: object = owner) => api.call({ method: 'POST', path: `${path}/restore`, ...caller });

it('is for owners, who confirm by the name', async () => {
  for (const uid of ['admin', 'viewer'])
    expect(await remove(as(uid))).toMatchObject({ status: 403, json: { permission: 'organization:delete' } });
  expect(await remove(as('stranger'))).toMatchObject({
    status: 404,
    json: { reason: 'ORGANIZATION_NOT_FOUND' },
  });
  const { status, json } = await remove(owner, 'acme');
  expect([status, json.errors]).toEqual([400, [expect.objectContaining({ pointer: '/confirm' })]]);
  expect((await api.call({ path, ...owner })).json).toMatchObject({ status: 'active' });
});

it('refuses everybody from then on but the owner, who takes it back', async () => {
  const { status, json, headers } = await remove();
  expect([status, json.state, json.purgeAt]).toEqual([202, 'scheduled', '2026-11-28T12:00:00.000Z']);
  expect(headers.get('location')).toBe(`/v1/erasures/${json.erasureId}`);
  const refused = { status: 403, json: { reason: 'ORGANIZATION_DELETING' } };
  for (const caller of [owner, as('admin'), { key }])
    expect(await api.call({ path: '/v1/metrics', ...caller })).toMatchObject(refused);
  expect(await restore({ key })).toMatchObject(refused);
  expect(await restore(as('admin'))).toMatchObject({ status: 403, json: { reason: 'PERMISSION_MISSING' } });
  expect((await remove()).json).toEqual(json);
  expect(await restore()).toMatchObject({ status: 200, json: { status: 'active' } });
  expect((await restore()).json.reason).toBe('ORGANIZATION_NOT_DELETING');
  // An instance that remembers nothing of the key.
  const fresh = testApi();
  expect((await fresh.call({ path: '/v1/metrics', key })).status).toBe(200);
  const { docs } = await collection(firestore, ctx.orgId, 'audit_log').get();
  const told = docs.map((one) => one.data()).filter(({ resourceType }) => resourceType === 'organization');
  expect(told.map(({ action, actor }) => `${action} by ${actor}`).sort()).toEqual([
    'organization.delete by user:owner',
    'organization.restore by user:owner',
  ]);
});

it('cannot be taken back once erasing has begun, and the proof is for who asked', async () => {
  const erasureId = String((await remove()).json.erasureId);
  const due = new Date('2026-11-28T12:00:00Z');
  const run = (now: Date, steps = 200) =>
    runErasure({ deps: erasureDeps(ctx, now), input: { erasureId }, limits: { documents: 1, steps } });
  await run(due, 2);
  expect((await restore()).json.reason).toBe('ERASURE_STARTED');
  await run(due);
  await run(new Date('2026-11-28T12:15:00Z'));
  const asked = { path: `/v1/erasures/${erasureId}` };
  expect(await api.call({ ...asked, key: 'token-of-owner' })).toMatchObject({
    status: 200,
    json: { state: 'erased', subjectId: ctx.orgId, verifiedAt: '2026-11-28T12:15:00.000Z' },
  });
  expect((await api.call({ ...asked, key: 'token-of-admin' })).json.reason).toBe('ERASURE_NOT_FOUND');
  expect((await restore()).json.reason).toBe('ORGANIZATION_NOT_FOUND');
  expect(await testApi().call({ path: '/v1/metrics', key })).toMatchObject({ status: 401 });
});

it('has a person deleted who asks for it, and told so', async () => {
  const person = { key: `token-of-${ctx.orgId}` };
  const { status, json } = await api.call({ method: 'DELETE', path: '/v1/users/me', ...person });
  expect([status, json.state, json.subject]).toEqual([202, 'scheduled', 'user']);
  expect(await api.call({ path: `/v1/erasures/${json.erasureId}`, ...person })).toMatchObject({
    status: 200,
  });
  const back = await api.call({ method: 'POST', path: '/v1/users/me/restore', ...person });
  expect(back).toMatchObject({ status: 200, json: { state: 'cancelled' } });
});

it('gives the time of grace that the deployment gives', async () => {
  const impatient = testApi({ ...api.services, graceMs: 0 });
  const { json } = await impatient.call({ method: 'DELETE', path: `${path}?confirm=Acme`, ...owner });
  expect(json.purgeAt).toBe(testNow.toISOString());
});
