import type { Invitation } from '../../contracts/invitation.ts';
import type { Mail } from '../../contracts/mailer.ts';

/** What the mail tells. */
export interface MailedInvitation {
  readonly invitation: Pick<Invitation, 'role' | 'expiresAt' | 'email'>;
  readonly token: string;
  /** Name of the organization. */
  readonly organization: string;
}

/** Names of organizations are strangers' texts: on one line, and not longer than a name is. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 120);

/**
 * The mail that invites somebody. It names the organization, the role, until when, and either the page on which to accept or
 * the token and how a program takes it.
 */
export function invitationMail(
  { invitation: { role, expiresAt, email }, organization, token }: MailedInvitation,
  page: string | undefined,
): Pick<Mail, 'subject' | 'text'> {
  const name = oneLine(organization);
  const how =
    page === undefined
      ? `Sign in as ${email} and accept it with this token:\n\n  ${token}\n\n(POST /v1/invitations/accept with {"token": "…"})`
      : `Sign in as ${email} and accept it here:\n\n  ${page.replaceAll('{token}', token)}`;
  const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ');
  return {
    subject: `Invitation to ${name}`,
    text: `You are invited to the organization "${name}" on IntentVision, as ${role}.

${how}

It works once, for this address, until ${until} UTC. If you do not expect this mail, ignore it: nothing happens without you.
`,
  };
}
