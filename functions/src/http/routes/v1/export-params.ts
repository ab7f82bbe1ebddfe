import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';

/** Names one export in a path. */
export const exportParams = z.strictObject({ exportId: idSchema('export') });
