import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';

/** Path of one notification delivery. */
export const deliveryParams = z.strictObject({ deliveryId: idSchema('delivery') });
