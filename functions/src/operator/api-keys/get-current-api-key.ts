import type { CurrentApiKeyResponse } from '../../contracts/api-key.ts';
import { DomainError, notFound } from '../../contracts/errors.ts';
import { collection } from '../../firestore/collections.ts';
import type { Ctx } from '../../firestore/context.ts';

/**
 * What the key that calls is and may do, and where the call came from. Needs no permission: it is about the caller. One
 * document read.
 *
 * @throws DomainError `unauthenticated` (API_KEY_REQUIRED) for a person
 */
export async function getCurrentApiKey({ ctx }: { readonly ctx: Ctx }): Promise<CurrentApiKeyResponse> {
  const { actor, orgId, db, permissions, origin } = ctx;
  if (actor.type !== 'api-key') throw apiKeyRequired();
  const found = (await db.get(collection(db.firestore, orgId, 'api_keys').doc(actor.id))).data();
  if (found === undefined) throw notFound('API key', actor.id);
  const scopes = found.scopes.filter((scope) => permissions.has(scope));
  return { keyId: actor.id, ...found, scopes, organizationId: orgId, address: origin?.address ?? null };
}

const apiKeyRequired = (): DomainError =>
  new DomainError(
    'unauthenticated',
    'API_KEY_REQUIRED',
    'this call tells an API key what it may do: send one as "Authorization: Bearer iv_…" instead of an ID token',
  );
