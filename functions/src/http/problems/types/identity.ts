import type { ProblemType } from '../problem-type.ts';

/** What can be wrong with who calls, and for whom. */
export const identityProblems = {
  CREDENTIALS_MISSING: {
    title: 'The call carries no credentials',
    code: 'unauthenticated',
    happened: 'Neither an API key nor an ID token came with the request.',
    fix: [
      'A program sends its API key: `Authorization: Bearer iv_…` or `X-Api-Key: iv_…`.',
      'A person sends a Firebase ID token: `Authorization: Bearer …`, and names an organization in `X-Organization-Id`.',
    ],
    mistakes: ['The scheme is not `Bearer`.', 'A proxy on the way removes the `Authorization` header.'],
  },
  API_KEY_INVALID: {
    title: 'The API key is not valid',
    code: 'unauthenticated',
    happened: 'The key is malformed, unknown or revoked. The answer does not tell which.',
    fix: [
      'Check that the key was copied whole: `iv_live_` or `iv_test_` and 39 letters and digits, the last six a checksum (keys from before that: `iv_` and 32 characters).',
      'If it was revoked, create another with `POST /v1/api-keys`.',
    ],
    mistakes: ['A key of another deployment.', 'A line break or quotation mark copied along.'],
  },
  API_KEY_EXPIRED: {
    title: 'The API key has expired',
    code: 'unauthenticated',
    happened:
      'The key was made to be valid until `expiresAt`, or was replaced by a rotation whose overlap ended then.',
    fix: [
      'After a rotation, use the secret that it answered.',
      'Have the key extended with `PATCH /v1/api-keys/{keyId}`, or create another with `POST /v1/api-keys`.',
    ],
  },
  API_KEY_ADDRESS_REFUSED: {
    title: 'The API key is not taken from this address',
    code: 'permission-denied',
    happened:
      'The key is restricted to `addresses`, and the call came from another: `address`, or null where it is not known.',
    fix: [
      'Call from one of the addresses.',
      'Have an owner or admin change them with `PATCH /v1/api-keys/{keyId}`. `GET /v1/api-keys/current` tells a key that is not restricted where its calls come from.',
    ],
    mistakes: [
      'IPv4 addresses only, and a client that calls by IPv6.',
      'A gateway whose outbound address changes.',
    ],
  },
  API_KEY_REQUIRED: {
    title: 'Only an API key can ask this',
    code: 'unauthenticated',
    happened: 'The operation tells an API key about itself, and a person called.',
    fix: ['Send the key that is asked about: `Authorization: Bearer iv_…`.'],
  },
  TOO_MANY_WRONG_CREDENTIALS: {
    title: 'Too many wrong credentials came from this address',
    code: 'resource-exhausted',
    happened:
      'The address sent more than 20 wrong API keys, or wrong ID tokens, in a short time, and is refused before anything is looked up. A key that an instance remembers as right still works.',
    fix: [
      'Stop what sends the wrong key or token, and wait as long as `Retry-After` says.',
      'Check the key with `GET /v1/api-keys/current`.',
    ],
    mistakes: ['A program that tries a revoked key again and again, behind the same address as others.'],
  },
  ID_TOKEN_INVALID: {
    title: 'The ID token is not valid',
    code: 'unauthenticated',
    happened: 'The bearer token is not a Firebase ID token of this project, or it has expired.',
    fix: ['Sign in again, or refresh the token, and send the fresh one: it lives for an hour.'],
    mistakes: [
      'A custom token or a refresh token instead of an ID token.',
      'An API key without its `iv_` prefix, which is then taken for an ID token.',
    ],
  },
  APP_CHECK_FAILED: {
    title: 'The app that calls is not attested',
    code: 'unauthenticated',
    happened:
      'This deployment takes calls of signed-in people from its own apps only (`APP_CHECK=required`), and `X-Firebase-AppCheck` is missing, not valid, or has expired.',
    fix: [
      'Send the token that the App Check SDK gives (`getToken`) in `X-Firebase-AppCheck`, with each call.',
      'A program uses an API key, which needs none.',
    ],
    mistakes: [
      'An app that is not registered with App Check.',
      'A debug token that was not entered in the console.',
    ],
  },
  ID_TOKEN_REQUIRED: {
    title: 'Only a signed-in person can do this',
    code: 'unauthenticated',
    happened: 'The operation founds something for a person; an API key belongs to an organization already.',
    fix: ['Send a Firebase ID token instead of the key.'],
  },
  SCHEDULER_TOKEN_INVALID: {
    title: 'The caller is not Cloud Scheduler',
    code: 'unauthenticated',
    happened:
      'The endpoint by which Cloud Scheduler starts runs takes only an OIDC token that Google signed for it, in the name of the service account of this deployment.',
    fix: ['To start a run, send `POST /v1/forecast-jobs/{jobId}/runs` to the API.'],
    mistakes: [
      '`SCHEDULER_SERVICE_ACCOUNT` or `SCHEDULER_RUN_URL` was changed: existing jobs follow with the next repair, within the hour.',
    ],
  },
  SCHEDULER_JOB_FOREIGN: {
    title: 'The Cloud Scheduler job belongs to another forecast job',
    code: 'permission-denied',
    happened:
      'The call names a forecast job whose Cloud Scheduler job has another name than the one that calls.',
    fix: ['Delete the Cloud Scheduler job that was made by hand: each forecast job gets its own.'],
  },
  ORGANIZATION_HEADER_MISSING: {
    title: 'The call does not say for which organization',
    code: 'invalid-argument',
    happened: 'A person may belong to many organizations, so a call with an ID token has to name one.',
    fix: ['Send the id of the organization in the `X-Organization-Id` header.'],
  },
  ORGANIZATION_NOT_FOUND: {
    title: 'There is no such organization for this caller',
    code: 'not-found',
    happened:
      'The organization does not exist, or the caller does not belong to it. The answer does not tell which.',
    fix: [
      'Check `X-Organization-Id`. With an API key the header can be left out: a key knows its organization.',
    ],
  },
  ORGANIZATION_DISABLED: {
    title: 'The organization is disabled',
    code: 'permission-denied',
    happened: 'Nobody can act for this organization for the moment. Its data are kept.',
    fix: ['Have its owner or support enable it again.'],
  },
  PERMISSION_MISSING: {
    title: 'The caller may not do this',
    code: 'permission-denied',
    happened:
      'The API key lacks the scope, or the member lacks the role, that this operation needs: `permission`.',
    fix: [
      'Use a key that has the scope, or have an owner or admin create one.',
      'A member whose role is too small asks an owner or admin of the organization for another.',
    ],
    mistakes: ['A key made for ingestion only (`metrics:write`) used for reading.'],
  },
  SCOPES_EXCEED_PERMISSIONS: {
    title: 'A key cannot do more than its creator',
    code: 'permission-denied',
    happened: 'The key was to have, or the key that is rotated has, `scopes` that the caller does not have.',
    fix: ['Leave those scopes out, or have somebody with these permissions do it.'],
  },
  RESTRICTIONS_EXCEED_CALLER: {
    title: 'A key cannot reach further than the key that makes it',
    code: 'permission-denied',
    happened:
      'The calling API key is restricted to metrics, to addresses or in time, and the other key would be, or is, less so: `restrictions`.',
    fix: [
      'Say nothing of them, so that the new key has those of the caller, or name narrower ones.',
      'Have a signed-in owner or admin do it.',
    ],
    mistakes: [
      'A key that is replaced by a rotation, which ends with the overlap, used to make or rotate others.',
    ],
  },
  KEY_RESTRICTED_TO_METRICS: {
    title: 'The operation reaches every metric, and the key only some',
    code: 'permission-denied',
    happened:
      'The API key is restricted to metrics whose key begins with one of `metricPrefixes`, and the operation is not about one metric.',
    fix: [
      'Use the key for points, series, forecasts and anomalies of its metrics.',
      'Use another key, without `metricPrefixes`, for jobs, rules, alerts and what else belongs to the organization.',
    ],
  },
  API_KEY_REVOKED: {
    title: 'The API key was revoked',
    code: 'failed-precondition',
    happened: 'The key ended at `revokedAt`. It cannot be changed, rotated or brought back.',
    fix: ['Create another key with `POST /v1/api-keys`.'],
  },
  API_KEY_ENDED: {
    title: 'The API key has expired and is not rotated',
    code: 'failed-precondition',
    happened: 'The key ended at `expiresAt`, and its new secret would end with it.',
    fix: ['Extend it with `PATCH /v1/api-keys/{keyId}`, then rotate it.'],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
