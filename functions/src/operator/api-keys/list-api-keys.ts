import { z } from 'zod';
import {
  type ApiKey,
  type ApiKeyResponse,
  type ApiKeyState,
  apiKeyStateSchema,
} from '../../contracts/api-key.ts';
import { type Page, type PageQuery, pageQuerySchema } from '../../contracts/pagination.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../rbac/require-permission.ts';

export interface ListApiKeysInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

const querySchema = z.object({ ...pageQuerySchema.shape, state: apiKeyStateSchema.optional() });

/**
 * The keys of the organization, latest first, revoked ones too: who had access is worth knowing later. Only those of a
 * `state` on request; what state a key is in changes with time and stands in no document, so others are read and left out.
 */
export async function listApiKeys({ ctx, input }: ListApiKeysInput): Promise<Page<ApiKeyResponse>> {
  requirePermission(ctx, 'api-keys:read');
  const { state, ...page } = parseOrThrow(querySchema, input, 'query');
  const items: ApiKeyResponse[] = [];
  let { nextPageToken, found } = await readKeys(ctx, page);
  for (;;) {
    items.push(...found.filter((key) => state === undefined || stateOf(key, ctx.now) === state));
    const pageSize = page.pageSize - items.length;
    if (nextPageToken === null || pageSize === 0) return { items, nextPageToken };
    ({ nextPageToken, found } = await readKeys(ctx, { pageSize, pageToken: nextPageToken }));
  }
}

async function readKeys({ db, orgId }: Ctx, page: PageQuery) {
  const keys = collection(db.firestore, orgId, 'api_keys');
  const { items, nextPageToken } = await readPage(db, keys, { field: 'createdAt', direction: 'desc' }, page);
  return { nextPageToken, found: items.map((item) => ({ keyId: item.id, ...item.data() })) };
}

function stateOf({ revokedAt, expiresAt }: ApiKey, now: Date): ApiKeyState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}
