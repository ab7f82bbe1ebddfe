import type { Invitation, SentInvitationResponse } from '../../contracts/invitation.ts';
import type { Ctx } from '../../firestore/context.ts';
import { isFirestoreError } from '../../firestore/status.ts';
import { invitationResponse, invitationsIn } from './invitation-documents.ts';
import { invitationMail } from './invitation-mail.ts';
import { hashInvitationToken } from './invitation-token.ts';

export interface InvitationToSend {
  readonly invitationId: string;
  readonly invitation: Invitation;
  readonly token: string;
  /** Name of the organization. */
  readonly organization: string;
}

/**
 * Mails an invitation that is stored, where the deployment has a mail server, and notes that on it. A mail that is not taken
 * is said in the answer, which has the token in any case.
 */
export async function sendInvitation(ctx: Ctx, toSend: InvitationToSend): Promise<SentInvitationResponse> {
  const { invitationId, invitation, token } = toSend;
  const mail = await mailed(ctx, toSend);
  const mailedAt = mail === 'sent' ? ctx.now : invitation.mailedAt;
  if (mail === 'sent') await noteMailed(ctx, invitationId, ctx.now);
  return { ...invitationResponse(invitationId, { ...invitation, mailedAt }, ctx.now), token, mail };
}

async function mailed(ctx: Ctx, toSend: InvitationToSend): Promise<SentInvitationResponse['mail']> {
  const { mailer, now, warn } = ctx;
  if (mailer === undefined) return 'off';
  const { subject, text } = invitationMail(toSend, mailer.invitationPage);
  const about = hashInvitationToken(toSend.token);
  const { outcome, detail } = await mailer.send({
    to: toSend.invitation.email,
    subject,
    text,
    about,
    createdAt: now,
  });
  if (outcome === 'delivered') return 'sent';
  const report = warn ?? ((message: string, error: unknown) => console.warn(message, error));
  report(`the invitation ${toSend.invitationId} was not mailed`, new Error(detail));
  return 'failed';
}

/** One that is gone by now needs no note. */
async function noteMailed(ctx: Ctx, invitationId: string, mailedAt: Date): Promise<void> {
  try {
    await ctx.db.commit((writer) => writer.update(invitationsIn(ctx).doc(invitationId), { mailedAt }));
  } catch (error) {
    if (!isFirestoreError(error, 'notFound')) throw error;
  }
}
