import type { ProblemType } from '../problem-type.ts';

/** What can be wrong with members, invitations and the people behind them. */
export const peopleProblems = {
  OWNER_REQUIRED: {
    title: 'Only an owner does this to owners',
    code: 'permission-denied',
    happened:
      'The role of an owner was to be given or taken away, or an owner removed, by somebody who is not an owner, or by an API key.',
    fix: ['Have a signed-in owner do it. `GET /v1/members` says who is one.'],
    mistakes: ['A key with all scopes: a key is never an owner.'],
  },
  ROLE_EXCEEDS_PERMISSIONS: {
    title: 'The role may do more than the caller',
    code: 'permission-denied',
    happened:
      'Nobody gives `role` who lacks one of its `permissions`: that would be a way to get them. A key that is restricted to addresses or metrics gives no role at all.',
    fix: [
      'Give a smaller role, or have a member with that role or a larger one do it.',
      'Use a key whose scopes include all permissions of the role: `docs/permissions.md` lists them.',
    ],
  },
  LAST_OWNER: {
    title: 'The organization would be without an owner',
    code: 'failed-precondition',
    happened: 'The only owner was to leave, to be removed or to get another role.',
    fix: [
      'Make another member an owner first: `PATCH /v1/members/{uid}`; or hand over with `POST /v1/organizations/current/transfer`.',
    ],
  },
  PERSON_REQUIRED: {
    title: 'Only a signed-in owner can do this',
    code: 'failed-precondition',
    happened: 'Ownership passes from one person to another; an API key has none to pass on.',
    fix: ['Send the ID token of an owner, and name the organization in `X-Organization-Id`.'],
  },
  TRANSFER_TO_SELF: {
    title: 'Ownership was to go to who has it',
    code: 'failed-precondition',
    happened: 'The member named is the caller.',
    fix: ['Name another member. To become an admin beside other owners: `PATCH /v1/members/{uid}`.'],
  },
  INVITATION_ENDED: {
    title: 'The invitation is not open any more',
    code: 'failed-precondition',
    happened: 'It was accepted or revoked, `state` says which, and stays as a record.',
    fix: [
      'Invite again with `POST /v1/invitations`.',
      'Who has accepted is a member: `DELETE /v1/members/{uid}` removes them.',
    ],
  },
  INVITATIONS_EXHAUSTED: {
    title: 'Too many invitations are open',
    code: 'failed-precondition',
    happened: 'An organization may have 100 invitations that are neither accepted, revoked nor expired.',
    fix: [
      'Revoke those that are not needed, with `DELETE /v1/invitations/{invitationId}`, or wait for them.',
    ],
  },
  EMAIL_NOT_VERIFIED: {
    title: 'The address of the signed-in person is not verified',
    code: 'failed-precondition',
    happened:
      'Invitations are for an address, and the identity provider has not seen that yours is yours. The token was not looked at.',
    fix: [
      'Verify the address, then sign in again or refresh the ID token: the one you have says the old thing.',
    ],
    mistakes: ['An account without an address, such as an anonymous one.'],
  },
  INVITATION_INVALID: {
    title: 'No invitation can be accepted with this token',
    code: 'not-found',
    happened:
      'It is unknown, expired, revoked, used by somebody else, for another address, or its sender could not send it any more. The answer does not tell which.',
    fix: [
      'Check that you are signed in with the address that was invited, and that the token was copied whole.',
      'Ask whoever invited you to send it again: `POST /v1/invitations/{invitationId}/resend`.',
    ],
    mistakes: ['The token of an earlier mail: each new one makes those before worthless.'],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
