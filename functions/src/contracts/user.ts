import { z } from 'zod';
import { nameSchema, orNull } from './common.ts';
import { timeZoneSchema } from './time-zone.ts';

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

/** JSON merge patch (RFC 7396): null takes a field back. */
export const updateProfileRequestSchema = z
  .strictObject({
    displayName: nameSchema.nullable().optional().meta({ example: 'Ada' }),
    timeZone: timeZoneSchema.nullable().optional(),
  })
  .meta({ id: 'UpdateProfileRequest' });

/** The signed-in person: the profile, and what the identity provider says. */
export const profileResponseSchema = userSchema
  .extend({
    uid: z.string(),
    emailVerified: z
      .boolean()
      .meta({ description: 'whether the identity provider has seen that the address is theirs' }),
    createdAt: orNull(z.date()).meta({ description: 'null: nothing is kept of the person yet' }),
    updatedAt: orNull(z.date()),
  })
  .meta({ id: 'Profile' });

export type ProfileResponse = z.infer<typeof profileResponseSchema>;
