import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';

/** Path of one notification policy. */
export const policyParams = z.strictObject({ policyId: idSchema('notificationPolicy') });

/** Path of one inhibition rule. */
export const inhibitionParams = z.strictObject({ inhibitionId: idSchema('inhibitionRule') });
