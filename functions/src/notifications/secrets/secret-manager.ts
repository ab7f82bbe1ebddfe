import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import type { SecretStore } from '../../contracts/notifier.ts';
import { formatReference, parseReference, requireSecretName } from './secret-reference.ts';

/** An answer takes a fraction of a second. Who calls decides whether to call again. */
const callOptions = { timeout: 10_000, retry: { retryCodes: [] }, maxRetries: 0 };

/** Codes of google.rpc.Code. A version that was destroyed answers `failed-precondition`. */
const notFound = 5;
const alreadyExists = 6;
const failedPrecondition = 9;

export interface SecretManagerInput {
  readonly project: string;
  /** What Google's client is built with; where it is, it finds address and credentials itself. */
  readonly clientOptions?: ConstructorParameters<typeof SecretManagerServiceClient>[0];
}

/**
 * Google Secret Manager: a secret for each name, a version for each text, replicated as Google sees fit. The client is
 * loaded with the first call and speaks HTTP/JSON (`fallback`), which spares an instance a gRPC channel.
 */
export function secretManager({ project, clientOptions }: SecretManagerInput): SecretStore {
  let loading: Promise<SecretManagerServiceClient> | undefined;
  const load = () => {
    loading ??= import('@google-cloud/secret-manager').then(
      ({ SecretManagerServiceClient }) =>
        new SecretManagerServiceClient({ fallback: true, projectId: project, ...clientOptions }),
    );
    return loading;
  };
  const parent = `projects/${project}`;
  const resource = (reference: string) => {
    parseReference(reference);
    return `${parent}/secrets/${reference}`;
  };
  return {
    async put(name, text) {
      const client = await load();
      const secret = `${parent}/secrets/${requireSecretName(name)}`;
      const payload = { data: Buffer.from(text) };
      const add = () => client.addSecretVersion({ parent: secret, payload }, callOptions);
      const added = await unless(notFound, add());
      if (added !== undefined) return referenceOf(added[0]);
      await createSecret(client, parent, name);
      return referenceOf((await add())[0]);
    },
    async get(reference) {
      const client = await load();
      const call = client.accessSecretVersion({ name: resource(reference) }, callOptions);
      const answer = await unless(failedPrecondition, unless(notFound, call));
      const data = answer?.[0].payload?.data;
      return data === undefined || data === null ? undefined : Buffer.from(data).toString();
    },
    async versions(name) {
      const client = await load();
      const request = {
        parent: `${parent}/secrets/${requireSecretName(name)}`,
        filter: 'state:ENABLED',
      };
      const [found = []] = (await unless(notFound, client.listSecretVersions(request, callOptions))) ?? [];
      return found.map(referenceOf).sort((a, b) => parseReference(b).version - parseReference(a).version);
    },
    async destroy(reference) {
      const client = await load();
      const call = client.destroySecretVersion({ name: resource(reference) }, callOptions);
      await unless(failedPrecondition, unless(notFound, call));
    },
    async remove(name) {
      const client = await load();
      const call = client.deleteSecret({ name: `${parent}/secrets/${requireSecretName(name)}` }, callOptions);
      await unless(notFound, call);
    },
  };
}

/** `projects/{project}/secrets/{name}/versions/{number}` without the project. */
function referenceOf({ name }: { readonly name?: string | null | undefined }): string {
  const reference = (name ?? '').split('/').slice(3).join('/');
  return formatReference(parseReference(reference));
}

async function createSecret(
  client: SecretManagerServiceClient,
  parent: string,
  secretId: string,
): Promise<void> {
  const secret = { replication: { automatic: {} }, labels: { 'managed-by': 'intentvision' } };
  await unless(alreadyExists, client.createSecret({ parent, secretId, secret }, callOptions));
}

/** What `work` answers, or undefined where it fails with this code. */
async function unless<T>(code: number, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === code) return undefined;
    throw error;
  }
}
