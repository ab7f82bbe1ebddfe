import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { DomainError } from '../../contracts/errors.ts';

/** Where Google publishes the keys with which it signs OIDC tokens. */
export const googleKeysUrl = 'https://www.googleapis.com/oauth2/v3/certs';

const issuers = ['https://accounts.google.com', 'accounts.google.com'];

export interface SchedulerTokenInput {
  /** The run endpoint's own address. */
  readonly audience: string;
  /** Email of the one caller that is let in. */
  readonly serviceAccount: string;
  readonly keysUrl?: string;
  readonly now: () => Date;
}

/** Resolves when the `Authorization` header lets Cloud Scheduler in. */
export type SchedulerTokenVerifier = (authorization: string | undefined) => Promise<void>;

/**
 * Lets in who shows an OIDC token (OpenID Connect Core 1.0, section 2) that Google signed (RS256) for this audience in the
 * name of this service account, and nobody else. Keys are fetched when the first token comes, and kept.
 *
 * @throws DomainError `unauthenticated` (SCHEDULER_TOKEN_INVALID) for any token that does not hold, without saying which
 * part; `unavailable` when Google's keys cannot be had.
 */
export function schedulerTokenVerifier(input: SchedulerTokenInput): SchedulerTokenVerifier {
  const { audience, serviceAccount, keysUrl = googleKeysUrl, now } = input;
  const keys = createRemoteJWKSet(new URL(keysUrl));
  return async (authorization) => {
    const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) throw refused('no bearer token');
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuers,
      audience,
      algorithms: ['RS256'],
      requiredClaims: ['exp', 'iat', 'email'],
      clockTolerance: 30,
      currentDate: now(),
    }).catch((error: unknown) => {
      throw failureOf(error);
    });
    if (payload.email !== serviceAccount || payload.email_verified !== true) throw refused('another account');
  };
}

const refused = (why: string, cause: unknown = new Error(why)): DomainError =>
  new DomainError(
    'unauthenticated',
    'SCHEDULER_TOKEN_INVALID',
    'only Cloud Scheduler may call this, with a token of the service account of this deployment',
    { cause },
  );

/** What says something about the token. Anything else says that the keys could not be fetched. */
const ofTheToken = [
  errors.JWSInvalid,
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
];

function failureOf(error: unknown): DomainError {
  if (ofTheToken.some((kind) => error instanceof kind)) return refused('the token does not hold', error);
  return new DomainError(
    'unavailable',
    'SERVICE_UNAVAILABLE',
    'the keys for tokens cannot be had for the moment: send the same request again later',
    { cause: error },
  );
}
