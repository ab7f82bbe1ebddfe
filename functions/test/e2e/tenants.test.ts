import { deleteApp, initializeApp } from 'firebase/app';
import { connectAuthEmulator, createUserWithEmailAndPassword, getAuth } from 'firebase/auth';
import { collection, connectFirestoreEmulator, doc, getDoc, getDocs, getFirestore } from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { collection as stored } from '../../src/firestore/collections.ts';
import { collectionPath, organizationPath } from '../../src/firestore/paths.ts';
import { emulatorFirestore } from '../support/firestore.ts';
import { foundOrganization, newOrganization, sendPoint } from './support/organization.ts';

const denied = expect.objectContaining({ code: 'permission-denied' });

/** A person signed in with the client SDK, as a dashboard would have it. */
async function signedIn(name: string) {
  const { projectId, hosts } = inject('suite');
  const app = initializeApp({ projectId, apiKey: 'demo-key' }, name);
  const auth = getAuth(app);
  connectAuthEmulator(auth, `http://${hosts.auth}`, { disableWarnings: true });
  const email = `${name}-${Date.now()}@example.com`;
  const { user } = await createUserWithEmailAndPassword(auth, email, 'a long password');
  const firestore = getFirestore(app);
  const [host = '', port] = hosts.firestore.split(':');
  connectFirestoreEmulator(firestore, host, Number(port));
  return { uid: user.uid, idToken: await user.getIdToken(), firestore, close: () => deleteApp(app) };
}

describe('client SDKs under the rules of the running suite', () => {
  let orgId: string;
  let metricId: string;
  let member: Awaited<ReturnType<typeof signedIn>>;
  let stranger: Awaited<ReturnType<typeof signedIn>>;
  let strangersOrgId: string;

  beforeAll(async () => {
    const organization = await newOrganization();
    orgId = organization.organizationId;
    metricId = await sendPoint(organization, 'orders');
    member = await signedIn('member');
    stranger = await signedIn('stranger');
    const own = await foundOrganization(stranger.idToken);
    strangersOrgId = own.organizationId;
    const now = new Date();
    const membership = { uid: member.uid, role: 'viewer' as const, createdAt: now, updatedAt: now };
    await stored(emulatorFirestore(), orgId, 'user_org_memberships').doc(member.uid).set(membership);
  });

  afterAll(() => Promise.all([member.close(), stranger.close()]));

  it('a member reads the organization and its metrics', async () => {
    expect((await getDoc(doc(member.firestore, organizationPath(orgId)))).data()?.name).toBe('Demo Airlines');
    const { docs } = await getDocs(collection(member.firestore, collectionPath(orgId, 'metrics')));
    expect(docs.map(({ id }) => id)).toEqual([metricId]);
  });

  it('somebody of another organization reads nothing, document or list', async () => {
    const from = stranger.firestore;
    expect((await getDoc(doc(from, organizationPath(strangersOrgId)))).data()?.name).toBe('Another one');
    await expect(getDoc(doc(from, organizationPath(orgId)))).rejects.toEqual(denied);
    await expect(getDoc(doc(from, collectionPath(orgId, 'metrics'), metricId))).rejects.toEqual(denied);
    for (const name of [
      'metrics',
      'forecasts',
      'anomalies',
      'alerts',
      'forecast_jobs',
      'api_keys',
    ] as const) {
      await expect(getDocs(collection(from, collectionPath(orgId, name))), name).rejects.toEqual(denied);
    }
  });

  it('nobody reads the hashes of API keys, members neither', async () => {
    for (const { firestore } of [member, stranger]) {
      await expect(getDocs(collection(firestore, 'api_key_hashes'))).rejects.toEqual(denied);
    }
  });
});
