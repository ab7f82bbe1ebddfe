import { profileResponseSchema } from '../../../contracts/user.ts';
import { getProfile } from '../../../operator/users/get-profile.ts';
import { personRoute } from '../define-route.ts';
import { profileExample } from './examples/organization.ts';

/** `GET /v1/users/me` */
export const getMyProfileRoute = personRoute({
  method: 'get',
  path: '/v1/users/me',
  operationId: 'getMyProfile',
  tag: 'People',
  summary: 'Get my profile',
  description: 'What is known of the signed-in person.',
  success: {
    status: 200,
    description: 'The profile.',
    schema: profileResponseSchema,
    example: profileExample,
  },
  handle: ({ ctx }) => getProfile({ ctx }),
});
