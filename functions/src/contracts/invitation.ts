import { z } from 'zod';
import { orNull } from './common.ts';
import { idSchema } from './ids.ts';
import { roleSchema } from './permissions.ts';

/** An address of e-mail, as it is compared: ASCII, capitals made small, no blanks around it. */
export const emailAddressSchema = z
  .string('expected an e-mail address')
  .trim()
  .transform(comparableAddress)
  .pipe(z.email('expected an e-mail address').max(254, 'expected at most 254 characters'));

/** An address with its letters A to Z made small, and no others: 'K', the sign of the kelvin, is no k. */
export function comparableAddress(address: string): string {
  return address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** `organizations/{orgId}/invitations/{invitationId}`: somebody is to become a member. Its token is nowhere. */
export const invitationSchema = z
  .object({
    email: z.string().meta({ example: 'grace@acme.example' }),
    role: roleSchema,
    state: z
      .enum(['pending', 'accepted', 'revoked'])
      .meta({ description: 'a pending one may have expired: expiresAt says so' }),
    expiresAt: z.date(),
    invitedBy: z
      .string()
      .meta({ description: 'who sent it last, and must still be allowed to give the role' }),
    mailedAt: orNull(z.date()).meta({ description: 'when the mail server took the last mail' }),
    acceptedAt: orNull(z.date()),
    acceptedBy: orNull(z.string()).meta({ description: 'uid of the new member' }),
    revokedAt: orNull(z.date()),
    createdAt: z.date(),
    updatedAt: z.date(),
    createdBy: z.string(),
    expireAt: orNull(z.date()).meta({ description: 'when it is removed' }),
  })
  .meta({ id: 'Invitation' });

export type Invitation = z.infer<typeof invitationSchema>;

/**
 * `invitation_hashes/{SHA-256 of the token}`: which invitation a token is for. Stands outside the organization because the
 * organization is what it finds; rules close it to every client.
 */
export const invitationHashSchema = z.object({
  orgId: z.string(),
  invitationId: z.string(),
  expireAt: orNull(z.date()),
});

const expiresInDaysSchema = z
  .number('expected a number of days')
  .int('expected whole days')
  .min(1, 'expected at least 1 day')
  .max(30, 'expected at most 30 days')
  .default(7)
  .meta({ description: 'days after which the token is worth nothing' });

export const createInvitationRequestSchema = z
  .strictObject({
    email: emailAddressSchema.meta({ example: 'grace@acme.example' }),
    role: roleSchema,
    expiresInDays: expiresInDaysSchema,
  })
  .meta({ id: 'CreateInvitationRequest' });

export type CreateInvitationRequest = z.output<typeof createInvitationRequestSchema>;

export const resendInvitationRequestSchema = z
  .strictObject({ expiresInDays: expiresInDaysSchema })
  .meta({ id: 'ResendInvitationRequest' });

export const acceptInvitationRequestSchema = z
  .strictObject({
    token: z
      .string('expected the token of the invitation')
      .max(200, 'expected at most 200 characters')
      .meta({ example: 'ivi_3f…' }),
  })
  .meta({ id: 'AcceptInvitationRequest' });

/** Names one invitation of the caller's organization. */
export const invitationReferenceSchema = z.strictObject({ invitationId: idSchema('invitation') });

export const invitationResponseSchema = invitationSchema
  .extend({
    invitationId: idSchema('invitation'),
    state: z.enum(['pending', 'accepted', 'revoked', 'expired']),
  })
  .meta({ id: 'InvitationResponse' });

export type InvitationResponse = z.infer<typeof invitationResponseSchema>;

export const sentInvitationResponseSchema = invitationResponseSchema
  .extend({
    token: z.string().meta({ description: 'shown this once', example: 'ivi_3f…' }),
    mail: z.enum(['sent', 'failed', 'off']).meta({
      description:
        'whether the mail server took the mail; off: the deployment has none, so hand on the token yourself',
    }),
  })
  .meta({ id: 'SentInvitationResponse' });

export type SentInvitationResponse = z.infer<typeof sentInvitationResponseSchema>;
