import {
  type ApiKey,
  type CreateApiKeyRequest,
  type CreatedApiKeyResponse,
  createApiKeyRequestSchema,
} from '../../contracts/api-key.ts';
import { actorName } from '../../contracts/context.ts';
import { randomId } from '../../contracts/ids.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { apiKeyHashDocument, collection, organizationDocument } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { apiKeyHint, hashApiKey, makeApiKey } from '../auth/api-key-format.ts';
import { organizationInactive } from '../auth/organization-errors.ts';
import { requirePermission } from '../rbac/require-permission.ts';
import { hashOf } from './key-documents.ts';
import { refusePast } from './refuse-past.ts';
import { requireWithinCaller, unrestricted } from './require-within-caller.ts';

export interface CreateApiKeyInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/**
 * Makes an API key for the caller's organization that reaches no further than the caller; what the request does not say of
 * restrictions is as the caller's own key has it. The key stands in this answer and nowhere else; what is kept are its hash
 * and its metadata, both or neither.
 */
export async function createApiKey({ ctx, input }: CreateApiKeyInput): Promise<CreatedApiKeyResponse> {
  requirePermission(ctx, 'api-keys:write');
  const request = parseOrThrow(createApiKeyRequestSchema, input, 'request body');
  const { db, orgId } = ctx;
  const key = makeApiKey(ctx.keyEnvironment);
  const keyId = randomId('apiKey');
  const metadata = describeKey(ctx, request, key);
  requireWithinCaller(ctx, metadata);
  refusePast(ctx.now, metadata.expiresAt);
  await db.transaction(async (writer) => {
    // A caller that an instance still remembers must not leave a key behind that does not know of the disabling, or of the deletion.
    const organization = (await writer.get(organizationDocument(db.firestore, orgId))).data();
    const status = organization?.status ?? 'active';
    if (status !== 'active') throw organizationInactive(status);
    writer.create(collection(db.firestore, orgId, 'api_keys').doc(keyId), metadata);
    writer.create(apiKeyHashDocument(db.firestore, hashApiKey(key)), hashOf(orgId, keyId, metadata));
    recordAudit(ctx, writer, { verb: 'create', type: 'api-key', id: keyId, before: null, after: metadata });
  });
  return { keyId, ...metadata, key };
}

function describeKey(ctx: Ctx, request: CreateApiKeyRequest, key: string): ApiKey {
  const own = ctx.restrictions ?? unrestricted;
  const { name, scopes, metricPrefixes, addresses, expiresAt } = request;
  return {
    name,
    scopes,
    hint: apiKeyHint(key),
    metricPrefixes: metricPrefixes === undefined ? listed(own.metricPrefixes) : metricPrefixes,
    addresses: addresses === undefined ? listed(own.addresses) : addresses,
    expiresAt: expiresAt === undefined ? own.expiresAt : expiresAt,
    revokedAt: null,
    rotatedAt: null,
    overlapUntil: null,
    lastUsedAt: null,
    createdAt: ctx.now,
    createdBy: actorName(ctx.actor),
  };
}

const listed = (values: readonly string[] | null): string[] | null => values && [...values];
