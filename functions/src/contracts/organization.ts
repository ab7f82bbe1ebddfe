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

export const createOrganizationRequestSchema = z
  .strictObject({ name: nameSchema.meta({ example: 'Acme Logistics' }) })
  .meta({ id: 'CreateOrganizationRequest' });

/** JSON merge patch (RFC 7396). */
export const updateOrganizationRequestSchema = z
  .strictObject({ name: nameSchema.optional().meta({ example: 'Acme Air' }) })
  .meta({ id: 'UpdateOrganizationRequest' });

export type UpdateOrganizationRequest = z.infer<typeof updateOrganizationRequestSchema>;

export const organizationResponseSchema = organizationSchema
  .extend({ organizationId: idSchema('organization') })
  .meta({ id: 'OrganizationResponse' });

export type OrganizationResponse = z.infer<typeof organizationResponseSchema>;

/** An organization as one of its members lists it. */
export const myOrganizationSchema = organizationResponseSchema
  .pick({ organizationId: true, name: true, status: true })
  .extend({ role: roleSchema, joinedAt: z.date() })
  .meta({ id: 'MyOrganization' });

export type MyOrganization = z.infer<typeof myOrganizationSchema>;
