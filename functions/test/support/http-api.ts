import type { Firestore } from 'firebase-admin/firestore';
import { randomId } from '../../src/contracts/ids.ts';
import { keyScopes, type Permission } from '../../src/contracts/permissions.ts';
import { createApp } from '../../src/http/app.ts';
import type { ApiRoute } from '../../src/http/routes/define-route.ts';
import type { LogEntry, Services } from '../../src/http/services.ts';
import { createApiKey } from '../../src/operator/api-keys/create-api-key.ts';
import { RecordedTasks, testContext } from './context.ts';
import { emulatorFirestore } from './firestore.ts';
import { HeldWork } from './held-work.ts';
import { testNotifier } from './notifier.ts';

/** The instant at which every request of a test arrives, unless it says otherwise. */
export const testNow = new Date('2026-11-21T12:00:00Z');

/** Services whose log and queue a test can look at. ID tokens are `token-of-<uid>`. */
export interface TestServices extends Services {
  readonly tasks: RecordedTasks;
  /** Done when the test says so. */
  readonly deferred: HeldWork;
  readonly entries: LogEntry[];
}

/** Services over the given store; the Firestore emulator by default. */
export function testServices(firestore: Firestore = emulatorFirestore()): TestServices {
  const entries: LogEntry[] = [];
  return {
    firestore,
    tasks: new RecordedTasks(),
    deferred: new HeldWork(),
    keyEnvironment: 'test',
    entries,
    notifier: testNotifier(),
    logger: { write: (entry) => entries.push(entry) },
    verifyIdToken: async (token) => {
      const uid = /^token-of-(\w+)$/.exec(token)?.[1];
      if (uid === undefined) throw new Error('not a token of this test');
      return { uid };
    },
    now: () => testNow,
    version: '0.0.0-test',
  };
}

/** A store that must not be asked; for tests of what happens before it. */
export const noFirestore = null as unknown as Firestore;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly json: Record<string, unknown>;
}

export interface TestRequest {
  readonly method?: string;
  readonly path: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is text or bytes. */
  readonly body?: unknown;
}

/** The app of a suite, and a way to call it. */
export interface TestApi {
  readonly services: TestServices;
  call(request: TestRequest): Promise<Answer>;
}

export function testApi(services: TestServices = testServices(), routes?: readonly ApiRoute[]): TestApi {
  const app = createApp(services, routes);
  return {
    services,
    call: async ({ method = 'GET', path, key, headers = {}, body }) => {
      const response = await app.request(path, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: bytesOf(body) }),
      });
      return answerOf(response);
    },
  };
}

const bytesOf = (body: unknown): BodyInit =>
  typeof body === 'string' ? body : body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
}

/** An organization of its own for a suite, and keys for it. */
export interface TestOrganization {
  readonly orgId: string;
  readonly key: string;
  keyWith(scopes: readonly Permission[]): Promise<string>;
}

export async function testOrganization(): Promise<TestOrganization> {
  const orgId = randomId('organization');
  const keyWith = async (scopes: readonly Permission[]) => {
    const ctx = testContext({ orgId, now: testNow });
    return (await createApiKey({ ctx, input: { name: 'test', scopes } })).key;
  };
  return { orgId, keyWith, key: await keyWith(keyScopes) };
}
