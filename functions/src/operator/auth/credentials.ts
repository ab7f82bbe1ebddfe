import { DomainError } from '../../contracts/errors.ts';
import { isApiKey, looksLikeApiKey } from './api-key-format.ts';

/** The headers that say who calls, and for which organization (`X-Organization-Id`). */
export interface CredentialHeaders {
  readonly authorization?: string | undefined;
  readonly 'x-api-key'?: string | undefined;
  readonly organization?: string | undefined;
}

/** What was presented: a well-formed key, or something to be verified as an ID token. */
export type Credentials =
  | { readonly kind: 'api-key'; readonly key: string }
  | { readonly kind: 'id-token'; readonly token: string };

/**
 * The credentials of a call. `Authorization` goes before `X-Api-Key`; a malformed key is refused here, before any
 * look-up.
 */
export function readCredentials(headers: CredentialHeaders): Credentials {
  const bearer = bearerOf(headers.authorization);
  const presented = bearer ?? headers['x-api-key']?.trim();
  if (presented === undefined || presented === '') throw credentialsMissing();
  if (bearer !== undefined && !looksLikeApiKey(bearer)) return { kind: 'id-token', token: bearer };
  if (!isApiKey(presented)) throw apiKeyInvalid();
  return { kind: 'api-key', key: presented };
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

const credentialsMissing = () =>
  new DomainError(
    'unauthenticated',
    'CREDENTIALS_MISSING',
    'send an API key or a Firebase ID token as "Authorization: Bearer …", or an API key as "X-Api-Key: iv_…"',
  );

/** A key that is malformed, unknown or revoked: the answer does not tell which, and never repeats the key. */
export const apiKeyInvalid = () =>
  new DomainError(
    'unauthenticated',
    'API_KEY_INVALID',
    'the API key is not valid: check that it was copied whole and was not revoked',
  );
