import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** An answer, or what happens instead of one. */
export type ReceiverStep =
  | readonly [status: number, body?: string, headers?: Record<string, string>]
  | 'hang up'
  | 'hang up half way'
  | 'say nothing';

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  /** `http://127.0.0.1:{port}` */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly requests: ReceivedRequest[];
  /** What it answers next; the last one ever after. */
  script: readonly ReceiverStep[];
}

/** Somebody else's HTTP server on this machine, that answers as the script says and keeps what it got. */
export async function startReceiver(
  script: readonly ReceiverStep[] = [[200]],
  listen: { readonly host?: string; readonly port?: number } = {},
): Promise<Receiver> {
  const { host = '127.0.0.1', port: wanted = 0 } = listen;
  const requests: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const step = receiver.script[Math.min(requests.length, receiver.script.length - 1)];
    requests.push({ method: request.method, path: request.url, headers: request.headers, body });
    if (step === undefined || step === 'say nothing') return;
    if (step === 'hang up') {
      request.socket.destroy();
      return;
    }
    if (step === 'hang up half way') {
      response.writeHead(200, { 'Content-Length': 100 }).write('thank', () => request.socket.destroy());
      return;
    }
    const [status, text = '', headers = {}] = step;
    response.writeHead(status, headers).end(text);
  }).listen(wanted, host);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = { url: `http://${host}:${port}`, host, port, requests, script };
  return receiver;
}

/** A port of this machine at which nobody answers, until somebody listens there. */
export async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
