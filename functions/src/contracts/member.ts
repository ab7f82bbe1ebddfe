import { z } from 'zod';
import { roleSchema } from './permissions.ts';
import { userSchema } from './user.ts';

/** Id of a person at the identity provider: any text that may name a document. */
export const uidSchema = z
  .string()
  .regex(/^(?!\.{1,2}$)(?!__.*__$)[^/\p{Cc}]{1,128}$/u, 'expected the id of a person, at most 128 characters')
  .meta({ description: 'id of a person, as the identity provider gives it', example: 'Zk3qX1b2c3d4e5f6' });

/** `organizations/{orgId}/user_org_memberships/{uid}`: what a person may do here. */
export const membershipSchema = z
  .object({
    uid: z.string(),
    role: roleSchema,
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'UserOrgMembership' });

export type Membership = z.infer<typeof membershipSchema>;

/** Names one member of the caller's organization. */
export const memberReferenceSchema = z.strictObject({ uid: uidSchema });

/** JSON merge patch (RFC 7396). */
export const changeMemberRequestSchema = z
  .strictObject({ role: roleSchema.meta({ example: 'viewer' }) })
  .meta({ id: 'ChangeMemberRequest' });

export const transferOwnershipRequestSchema = z
  .strictObject({ uid: uidSchema })
  .meta({ id: 'TransferOwnershipRequest' });

/** A member, with what the person's profile says. */
export const memberResponseSchema = membershipSchema
  .extend({
    displayName: userSchema.shape.displayName,
    email: userSchema.shape.email,
  })
  .meta({ id: 'Member' });

export type MemberResponse = z.infer<typeof memberResponseSchema>;
