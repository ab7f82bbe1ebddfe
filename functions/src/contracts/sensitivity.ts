import { z } from 'zod';

/** How readily something is reported. */
export const sensitivitySchema = z
  .number()
  .min(0, 'expected a sensitivity from 0 to 1')
  .max(1, 'expected a sensitivity from 0 to 1')
  .meta({ description: '0 reports only the rarest, 1 the most; 0.5 by default' });
