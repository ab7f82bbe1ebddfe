import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';

/** Path of one notification channel. */
export const channelParams = z.strictObject({ channelId: idSchema('channel') });
