import { expect, it } from 'vitest';
import { testContext } from '../../test/support/context.ts';
import { testApi } from '../../test/support/http-api.ts';
import { randomId } from '../contracts/ids.ts';
import { createOrganization } from '../operator/tenancy/create-organization.ts';

const api = testApi();

it('lets a member act for the organization that the call names, and for no other', async () => {
  const user = { uid: randomId('request') };
  const ctx = { user, db: testContext().db, now: api.services.now(), requestId: 'req_1' };
  const { organizationId } = await createOrganization({ ctx, input: { name: 'Mine' } });
  const call = (headers: Record<string, string>) =>
    api.call({ path: '/v1/organizations/current', key: `token-of-${user.uid}`, headers });
  expect(await call({ 'X-Organization-Id': organizationId })).toMatchObject({
    status: 200,
    json: { organizationId },
  });
  expect(await call({})).toMatchObject({ status: 400, json: { reason: 'ORGANIZATION_HEADER_MISSING' } });
  expect(await call({ 'X-Organization-Id': 'org_other' })).toMatchObject({ status: 404 });
});

it('lets a person who is signed in found an organization', async () => {
  const body = { name: 'Acme' };
  const answer = await api.call({ method: 'POST', path: '/v1/organizations', key: 'token-of-ada', body });
  expect(answer.status).toBe(201);
});
