import { profileResponseSchema, updateProfileRequestSchema } from '../../../contracts/user.ts';
import { updateProfile } from '../../../operator/users/update-profile.ts';
import { personRoute } from '../define-route.ts';
import { mergePatchBody } from '../request-body.ts';
import { profileExample } from './examples/organization.ts';

/** `PATCH /v1/users/me` */
export const updateMyProfileRoute = personRoute({
  method: 'patch',
  audit: { none: 'no-organization' },
  path: '/v1/users/me',
  operationId: 'updateMyProfile',
  tag: 'People',
  summary: 'Change my profile',
  description:
    'A JSON merge patch (RFC 7396): null takes a field back. The address is that of the identity provider, once it has verified it.',
  body: mergePatchBody(updateProfileRequestSchema, {
    name: { summary: 'Name and time zone', value: { displayName: 'Ada', timeZone: 'Europe/Vienna' } },
  }),
  success: {
    status: 200,
    description: 'The profile as it now is.',
    schema: profileResponseSchema,
    example: profileExample,
  },
  handle: ({ ctx, body }) => updateProfile({ ctx, input: body }),
});
