import type { ApiKeyResponse } from '../../contracts/api-key.ts';
import { type Page, pageQuerySchema } from '../../contracts/pagination.ts';
import { parseOrThrow } from '../../contracts/validation.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';
import { readPage } from '../../firestore/pages.ts';
import { requirePermission } from '../rbac/require-permission.ts';

export interface ListApiKeysInput {
  readonly ctx: Ctx;
  readonly input: unknown;
}

/** The keys of the organization, latest first, revoked ones too: who had access is worth knowing later. */
export async function listApiKeys({ ctx, input }: ListApiKeysInput): Promise<Page<ApiKeyResponse>> {
  requirePermission(ctx, 'api-keys:read');
  const page = parseOrThrow(pageQuerySchema, input, 'query');
  const { db, orgId } = ctx;
  const keys = collection(db.firestore, orgId, 'api_keys');
  const { items, nextPageToken } = await readPage(db, keys, { field: 'createdAt', direction: 'desc' }, page);
  return { items: items.map((item) => ({ keyId: item.id, ...item.data() })), nextPageToken };
}
