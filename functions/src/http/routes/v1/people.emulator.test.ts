import { describe, expect, it } from 'vitest';
import { testContext } from '../../../../test/support/context.ts';
import { type TestRequest, testApi, testServices } from '../../../../test/support/http-api.ts';
import { readMail, startSmtp } from '../../../../test/support/smtp-receiver.ts';
import { randomId } from '../../../contracts/ids.ts';
import { smtpMailer } from '../../../notifications/senders/email/smtp-mailer.ts';
import { createApiKey } from '../../../operator/api-keys/create-api-key.ts';

/** Tokens say who signs in: `verified-<name>` with a verified address of that name. */
function apiWith(mailer?: ReturnType<typeof smtpMailer>) {
  const services = {
    ...testServices(),
    verifyIdToken: async (token: string) => {
      const uid = /^verified-(\w+)$/.exec(token)?.[1];
      if (uid === undefined) throw new Error('not a token of this test');
      return { uid, email: `${uid}@Acme.example`, emailVerified: true };
    },
    ...(mailer === undefined ? {} : { mailer: { send: mailer } }),
  };
  return testApi(services);
}

const someone = (name: string) => `${name}${randomId('request').slice(4, 12)}`;

/** Calls of one person for one organization. */
const callsOf =
  (api: ReturnType<typeof apiWith>, uid: string, organizationId = '') =>
  (method: string, path: string, body?: unknown, headers: TestRequest['headers'] = {}) =>
    api.call({
      method,
      path,
      key: `verified-${uid}`,
      headers: { ...(organizationId && { 'X-Organization-Id': organizationId }), ...headers },
      ...(body === undefined ? {} : { body }),
    });

/** An organization of Olga's. */
async function founded(api: ReturnType<typeof apiWith>) {
  const olga = someone('olga');
  const { json } = await callsOf(api, olga)('POST', '/v1/organizations', { name: 'Acme' });
  const organizationId = String(json.organizationId);
  return { olga, organizationId, asOlga: callsOf(api, olga, organizationId) };
}

describe('people of an organization, over HTTP', () => {
  it('are invited by a mail, accept, are made more, take over, and leave', async () => {
    const smtp = await startSmtp();
    const server = { host: '127.0.0.1', port: smtp.port, tls: 'none', from: 'hello@iv.example' } as const;
    const api = apiWith(smtpMailer(server));
    const { olga, organizationId, asOlga } = await founded(api);
    const grace = someone('grace');
    const invited = await asOlga('POST', '/v1/invitations', {
      email: `${grace}@acme.example`,
      role: 'viewer',
    });
    expect(invited).toMatchObject({ status: 201, json: { state: 'pending', mail: 'sent' } });
    const path = invited.headers.get('location') ?? '';
    expect(path).toBe(`/v1/invitations/${invited.json.invitationId}`);
    const [mail] = await Promise.all(smtp.mails.map(readMail));
    const token = /ivi_[A-Za-z0-9_-]{43}/.exec(mail?.text ?? '')?.[0];
    expect(token).toBe(invited.json.token);

    const asGrace = callsOf(api, grace);
    const accepted = await asGrace('POST', '/v1/invitations/accept', { token });
    expect(accepted).toMatchObject({ status: 200, json: { organizationId, role: 'viewer' } });
    expect(await asGrace('POST', '/v1/invitations/accept', { token })).toMatchObject({ json: accepted.json });
    expect((await asGrace('GET', '/v1/organizations')).json.items).toEqual([accepted.json]);
    expect(await asOlga('GET', path)).toMatchObject({ json: { state: 'accepted', acceptedBy: grace } });
    expect((await asOlga('GET', path)).text).not.toContain(token);

    const forAcme = callsOf(api, grace, organizationId);
    expect(await forAcme('PATCH', '/v1/organizations/current', { name: 'Mine' })).toMatchObject({
      status: 403,
    });
    expect(await asOlga('PATCH', `/v1/members/${grace}`, { role: 'admin' })).toMatchObject({ status: 200 });
    expect(await forAcme('PATCH', '/v1/organizations/current', { name: 'Ours' })).toMatchObject({
      status: 200,
    });
    expect(await forAcme('DELETE', `/v1/members/${olga}`)).toMatchObject({
      status: 403,
      json: { reason: 'OWNER_REQUIRED' },
    });
    const leave = `/v1/organizations/${organizationId}/leave`;
    expect(await asOlga('POST', leave)).toMatchObject({ status: 409, json: { reason: 'LAST_OWNER' } });
    const transfer = await asOlga('POST', '/v1/organizations/current/transfer', { uid: grace });
    expect(transfer).toMatchObject({ status: 200, json: { uid: grace, role: 'owner' } });
    expect(await asOlga('POST', leave)).toMatchObject({ status: 204 });
    const members = await forAcme('GET', '/v1/members');
    expect(members.json.items).toMatchObject([{ uid: grace, role: 'owner', email: `${grace}@Acme.example` }]);
    expect(await asOlga('GET', '/v1/members')).toMatchObject({ status: 404 });
  });

  it('change their own profile', async () => {
    const asAda = callsOf(apiWith(), someone('ada'));
    expect(await asAda('GET', '/v1/users/me')).toMatchObject({ status: 200, json: { createdAt: null } });
    const patch = { displayName: 'Ada', timeZone: 'Europe/Vienna' };
    expect(await asAda('PATCH', '/v1/users/me', patch)).toMatchObject({ status: 200, json: patch });
    expect(await asAda('PATCH', '/v1/users/me', { timeZone: 'Moon' })).toMatchObject({
      status: 400,
      json: { errors: [{ pointer: '/timeZone' }] },
    });
  });
});

describe('an organization, over HTTP', () => {
  it('is renamed only by who knows it as it is, where that is asked', async () => {
    const { asOlga } = await founded(apiWith());
    const path = '/v1/organizations/current';
    const seen = await asOlga('GET', path);
    const ifMatch = { 'If-Match': seen.headers.get('etag') ?? '' };
    const renamed = await asOlga('PATCH', path, { name: 'Acme Air' }, ifMatch);
    expect(renamed).toMatchObject({ status: 200, json: { name: 'Acme Air' } });
    expect(await asOlga('PATCH', path, { name: 'Acme Sea' }, ifMatch)).toMatchObject({
      status: 412,
      json: { reason: 'RESOURCE_CHANGED' },
    });
    expect((await asOlga('GET', path)).headers.get('etag')).toBe(renamed.headers.get('etag'));
  });

  it('refuses everybody while it is disabled, but its owner who enables it', async () => {
    const api = apiWith();
    const { olga, organizationId, asOlga } = await founded(api);
    const ctx = testContext({ orgId: organizationId, actor: { type: 'user', id: olga } });
    const scopes = ['organization:read'];
    const { key } = await createApiKey({ ctx, input: { name: 'ops', scopes } });
    const disabled = { status: 403, json: { reason: 'ORGANIZATION_DISABLED' } };
    expect(await asOlga('POST', '/v1/organizations/current/disable')).toMatchObject({
      status: 200,
      json: { status: 'disabled' },
    });
    expect(await asOlga('GET', '/v1/organizations/current')).toMatchObject(disabled);
    expect(await asOlga('GET', '/v1/members')).toMatchObject(disabled);
    expect(await api.call({ path: '/v1/organizations/current', key })).toMatchObject(disabled);
    const enable = { method: 'POST', path: '/v1/organizations/current/enable' };
    expect(await api.call({ ...enable, key })).toMatchObject(disabled);
    expect((await asOlga('GET', '/v1/organizations')).json.items).toMatchObject([{ status: 'disabled' }]);
    const stranger = callsOf(api, someone('mallory'), organizationId);
    expect(await stranger(enable.method, enable.path)).toMatchObject({ status: 404 });
    expect(await asOlga(enable.method, enable.path)).toMatchObject({ json: { status: 'active' } });
    expect(await asOlga('GET', '/v1/organizations/current')).toMatchObject({ status: 200 });
  });
});
