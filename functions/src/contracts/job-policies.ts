import { z } from 'zod';
import { severitySchema } from './common.ts';

/** What follows from runs of a forecast job that fail. */
export const onFailureSchema = z
  .strictObject({
    alertAfter: z
      .number('expected a number of failures')
      .int('expected a whole number of failures')
      .min(1, 'expected at least 1 failure')
      .max(100, 'expected at most 100 failures')
      .optional()
      .meta({ description: 'raise an alert after as many failures in a row; none where absent', example: 3 }),
    severity: severitySchema.default('error').meta({ description: 'of that alert' }),
    backOff: z
      .boolean('expected true or false')
      .default(true)
      .meta({ description: 'wait longer after each further failure before the next run' }),
  })
  .meta({ id: 'OnFailure' });

export type OnFailure = z.infer<typeof onFailureSchema>;
