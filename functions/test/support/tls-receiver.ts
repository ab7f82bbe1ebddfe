import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { onTestFinished } from 'vitest';

const fixture = (name: string) => readFileSync(`${import.meta.dirname}/../fixtures/tls/${name}`, 'utf8');

/** A server on this machine with a certificate of `hooks.example`; who it was taken for (SNI) by each request. */
export async function startTlsReceiver(): Promise<{ port: number; names: (string | false | null)[] }> {
  const names: (string | false | null)[] = [];
  const identity = { key: fixture('key.pem'), cert: fixture('certificate.pem') };
  const server = createServer(identity, (request, response) => {
    names.push((request.socket as tls.TLSSocket).servername);
    request.resume();
    response.end('ok');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, names };
}

/** Until the test is over this process trusts the authority of that certificate. */
export function trustTestAuthority(): void {
  const usual = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...usual, fixture('authority.pem')]);
  onTestFinished(() => tls.setDefaultCACertificates(usual));
}
