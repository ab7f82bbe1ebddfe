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

/** When a run of a forecast job is failed although some of its series were forecast. */
export const failWhenSchema = z
  .strictObject({
    failedShare: z
      .number('expected a number from 0 to 1')
      .min(0, 'expected at least 0')
      .max(1, 'expected at most 1')
      .meta({ description: 'a run is failed when a larger share of its series failed', example: 0.5 }),
  })
  .meta({ id: 'FailWhen' });

export type FailWhen = z.infer<typeof failWhenSchema>;
