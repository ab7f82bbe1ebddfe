import {
  type ApiKey,
  type CreateApiKeyRequest,
  type CreatedApiKeyResponse,
  createApiKeyRequestSchema,
} from '../../contracts/api-key.ts';
import { actorName } from '../../contracts/context.ts';
import { DomainError } from '../../contracts/errors.ts';
import { randomId } from '../../contracts/ids.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { apiKeyHashDocument, collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { apiKeyHint, hashApiKey, makeApiKey } from '../auth/api-key-format.ts';
import { requirePermission } from '../rbac/require-permission.ts';

export interface CreateApiKeyInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/**
 * Makes an API key for the caller's organization, with scopes that the caller holds. The key stands in this answer and
 * nowhere else; what is kept are its hash and its metadata, both or neither.
 */
export async function createApiKey({ ctx, input }: CreateApiKeyInput): Promise<CreatedApiKeyResponse> {
  requirePermission(ctx, 'api-keys:write');
  const request = parseOrThrow(createApiKeyRequestSchema, input, 'request body');
  refuseExcess(ctx, request);
  refusePast(ctx, request);
  const { db, orgId } = ctx;
  const key = makeApiKey();
  const keyId = randomId('apiKey');
  const metadata = describeKey(ctx, request, key);
  const { scopes, expiresAt } = metadata;
  await db.commit((writer) => {
    writer.create(collection(db.firestore, orgId, 'api_keys').doc(keyId), metadata);
    writer.create(apiKeyHashDocument(db.firestore, hashApiKey(key)), {
      orgId,
      keyId,
      scopes,
      expiresAt,
      lastUsedAt: null,
      organizationStatus: 'active',
    });
    recordAudit(ctx, writer, { verb: 'create', type: 'api-key', id: keyId, before: null, after: metadata });
  });
  return { keyId, ...metadata, key };
}

const describeKey = (ctx: Ctx, { name, scopes, expiresAt }: CreateApiKeyRequest, key: string): ApiKey => ({
  name,
  scopes,
  hint: apiKeyHint(key),
  expiresAt: expiresAt ?? null,
  revokedAt: null,
  lastUsedAt: null,
  createdAt: ctx.now,
  createdBy: actorName(ctx.actor),
});

/** A key must not be a way to permissions that its maker has not. */
function refuseExcess(ctx: Ctx, { scopes }: CreateApiKeyRequest): void {
  const excess = scopes.filter((scope) => !ctx.permissions.has(scope));
  if (excess.length === 0) return;
  throw new DomainError(
    'permission-denied',
    'SCOPES_EXCEED_PERMISSIONS',
    `a key can do at most what its creator may; leave out ${excess.join(', ')}`,
    { extensions: { scopes: excess } },
  );
}

function refusePast(ctx: Ctx, { expiresAt }: CreateApiKeyRequest): void {
  if (expiresAt === undefined || expiresAt > ctx.now) return;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    'the request body is not valid: /expiresAt has passed',
    {
      fields: [{ pointer: '/expiresAt', detail: 'expected an instant in the future' }],
    },
  );
}
