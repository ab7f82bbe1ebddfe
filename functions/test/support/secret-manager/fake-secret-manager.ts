import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThroughClient } from 'google-auth-library';
import { toProto3JSON } from 'proto3-json-serializer';
import { onTestFinished } from 'vitest';
import type { SecretStore } from '../../../src/contracts/notifier.ts';
import { secretManager } from '../../../src/notifications/secrets/secret-manager.ts';
import { Failure, type FailureStatus, httpStatusOf } from '../cloud-scheduler/answers.ts';
import { definitionsOf, type HttpRule, httpRulesOf } from '../google-service-definition.ts';
import { HeldSecrets } from './held-secrets.ts';

const definitions = definitionsOf('@google-cloud/secret-manager');
const httpRules = httpRulesOf(
  definitions.lookupService('google.cloud.secretmanager.v1.SecretManagerService'),
);

/** Versions on a page where the caller leaves it open. */
const pageMax = 100;

/**
 * A server that speaks Secret Manager's protocol: HTTP/JSON by the rules of the client library's own proto definitions,
 * answers encoded by the same.
 */
export class FakeSecretManager {
  readonly held = new HeldSecrets();
  /** Methods in the order in which they were called. */
  readonly calls: string[] = [];
  /** Answered to the next call of a method instead of doing it. */
  readonly failures = new Map<string, FailureStatus>();

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://secrets');
    const text = Buffer.concat(await request.toArray()).toString();
    const rule = httpRules.find(({ verb, path }) => verb === request.method && path.test(url.pathname));
    if (rule === undefined)
      throw new Error(`no method of the service is at ${request.method} ${url.pathname}`);
    this.calls.push(rule.method);
    try {
      const failure = this.failures.get(rule.method);
      this.failures.delete(rule.method);
      if (failure !== undefined) throw new Failure(failure, `told to answer ${failure}`);
      const message = rule.responseType.fromObject(
        this.perform(rule, url, text === '' ? {} : JSON.parse(text)),
      );
      send(response, 200, toProto3JSON(message as never));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const code = httpStatusOf[error.status];
      send(response, code, { error: { code, message: error.message, status: error.status } });
    }
  }

  private perform({ method, path }: HttpRule, url: URL, body: { payload?: { data?: string } }): object {
    const [, name = ''] = path.exec(decodeURIComponent(url.pathname)) ?? [];
    const query = (key: string) => url.searchParams.get(key) ?? '';
    switch (method) {
      case 'CreateSecret':
        return this.held.create(name, query('secretId'));
      case 'AddSecretVersion':
        return this.held.add(name, Buffer.from(body.payload?.data ?? '', 'base64'));
      case 'AccessSecretVersion':
        return this.held.access(name);
      case 'DestroySecretVersion':
        return this.held.destroy(name);
      case 'ListSecretVersions':
        if (query('filter') !== 'state:ENABLED') throw new Error('only the enabled versions are served');
        return this.held.list(name, Number(query('pageSize')) || pageMax, query('pageToken'));
      case 'DeleteSecret':
        this.held.delete(name);
        return {};
      default:
        throw new Error(`${method} is not served`);
    }
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(body));
}

/** The real client against a server of this test's own. */
export async function startSecretManager(): Promise<{ server: FakeSecretManager; secrets: SecretStore }> {
  const server = new FakeSecretManager();
  const listener = createServer((request, response) => {
    server.handle(request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(501).end();
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(() => {
    listener.closeAllConnections();
    listener.close();
  });
  const clientOptions = {
    protocol: 'http',
    apiEndpoint: '127.0.0.1',
    port: (listener.address() as AddressInfo).port,
    authClient: new PassThroughClient() as never,
  };
  return { server, secrets: secretManager({ project: 'demo-acme', clientOptions }) };
}
