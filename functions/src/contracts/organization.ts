import { z } from 'zod';
import { nameSchema } from './common.ts';
import { idSchema } from './ids.ts';
import { roleSchema } from './permissions.ts';

/** A disabled organization is kept, and refuses everybody. */
export const organizationStatusSchema = z.enum(['active', 'disabled']).default('active');

/** `organizations/{orgId}`: a tenant. Everything a company owns lies below it. */
export const organizationSchema = z
  .object({
    name: nameSchema,
    status: organizationStatusSchema,
    /** As an operator wrote them by hand, right or wrong: `effectiveLimits` reads them. */
    plan: z.unknown().optional(),
    limits: z.unknown().optional(),
    createdAt: z.date(),
    updatedAt: z.date(),
    createdBy: z.string(),
  })
  .meta({ id: 'Organization' });

export type Organization = z.infer<typeof organizationSchema>;

/** `users/{uid}`: a person. The person edits the profile; nothing here grants anything. */
export const userSchema = z
  .object({
    displayName: z.string().max(120).nullable().default(null),
    email: z.string().max(320).nullable().default(null),
    timeZone: z.string().max(64).nullable().default(null),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'User' });

export type User = z.infer<typeof userSchema>;

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

export const createOrganizationRequestSchema = z
  .strictObject({ name: nameSchema.meta({ example: 'Acme Logistics' }) })
  .meta({ id: 'CreateOrganizationRequest' });

export const organizationResponseSchema = organizationSchema
  .extend({ organizationId: idSchema('organization') })
  .meta({ id: 'OrganizationResponse' });

export type OrganizationResponse = z.infer<typeof organizationResponseSchema>;
