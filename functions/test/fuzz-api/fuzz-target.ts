import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { collection, organizationDocument } from '../../src/firestore/collections.ts';
import { createApp } from '../../src/http/app.ts';
import { nodeHandler } from '../../src/http/node-handler.ts';
import { unbounded } from '../matrix/planted-organization.ts';
import { exampleResources, writeExampleResources } from '../support/example-resources.ts';
import { testNow, testOrganization, testServices } from '../support/http-api.ts';
import { markedResources, newMarker } from '../support/marked-documents.ts';
import { organizationTree, treeHash } from '../support/organization-tree.ts';
import type { ApiDocument } from './api-document.ts';
import { ingestSeries } from './ingest-series.ts';

/** The app on a port of its own, with two organizations: one that asks, and one that stands by. */
export interface FuzzTarget {
  readonly origin: URL;
  readonly document: ApiDocument;
  /** Headers of those who ask: a key with every scope first, then one that may only read metrics, then a person. */
  readonly credentials: readonly Readonly<Record<string, string>>[];
  /** What stands in documents of the bystander and in no other. */
  readonly markers: readonly string[];
  /** Exceptions and rejections that nobody caught since the last call. */
  takeUncaught(): string[];
  /** What the log says of the failures of ours since the last call. */
  takeLogged(): string[];
  /** Puts back what the requests so far have deleted or changed. */
  restore(): Promise<void>;
  /** Another whenever anything of the bystander has been written. */
  bystanderHash(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts it on the Firestore emulator. Notifications go nowhere: the sender keeps what it is given. */
export async function startFuzzTarget(): Promise<FuzzTarget> {
  const services = { ...testServices(), proxies: 1 };
  const { firestore } = services;
  const [asking, bystander] = await Promise.all([testOrganization(), testOrganization()]);
  const marker = newMarker();
  await writeExampleResources(firestore, bystander.orgId, markedResources(exampleResources, marker));
  await Promise.all(
    [asking, bystander].map(({ orgId }) =>
      organizationDocument(firestore, orgId).set({
        name: orgId === asking.orgId ? 'asks' : marker,
        status: 'active',
        ...unbounded,
        createdAt: testNow,
        updatedAt: testNow,
        createdBy: 'user:ada',
      }),
    ),
  );
  const resources = await ingestSeries(firestore, asking.orgId);
  const restore = async () => {
    // What was told of an alert is numbered by the alert, so the two are put back together.
    await firestore.recursiveDelete(firestore.collection(`organizations/${asking.orgId}/alerts`));
    await writeExampleResources(firestore, asking.orgId, resources);
  };
  await restore();
  const member = collection(firestore, asking.orgId, 'user_org_memberships').doc('fuzzer');
  await member.set({ uid: 'fuzzer', role: 'owner', createdAt: testNow, updatedAt: testNow });
  const uncaught: string[] = [];
  const note = (error: unknown) => uncaught.push(stackOf(error));
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  const handler = nodeHandler(createApp(services));
  const server = http.createServer((request, response) => {
    handler(request, response).catch((error) => {
      note(error);
      response.destroy();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    origin,
    document: (await (await fetch(new URL('/openapi.json', origin))).json()) as ApiDocument,
    credentials: [
      { authorization: `Bearer ${asking.key}` },
      { 'x-api-key': await asking.keyWith(['metrics:read']) },
      { authorization: 'Bearer token-of-fuzzer' },
      { authorization: 'Bearer token-of-fuzzer', 'x-organization-id': asking.orgId },
      { authorization: 'Bearer token-of-fuzzer', 'x-organization-id': bystander.orgId },
    ],
    markers: [marker, bystander.orgId],
    takeUncaught: () => uncaught.splice(0),
    takeLogged: () =>
      services.entries.splice(0).flatMap(({ error }) => (error === undefined ? [] : [stackOf(error)])),
    restore,
    bystanderHash: async () => treeHash(await organizationTree(firestore, bystander.orgId)),
    async stop() {
      process.off('unhandledRejection', note);
      process.off('uncaughtException', note);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** An error with what caused it, for whoever mends it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `; caused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
