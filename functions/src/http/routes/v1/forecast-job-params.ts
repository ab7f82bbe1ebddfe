import { z } from 'zod';
import { idSchema } from '../../../contracts/ids.ts';

/** Path of one forecast job. */
export const jobParams = z.strictObject({ jobId: idSchema('forecastJob') });

/** Path of one run. The id of a scheduled run is its instant. */
export const runParams = jobParams.extend({
  runId: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,127}$/, 'expected the id of a run')
    .meta({ description: 'id of a run', example: 'run_6f8b0d2e4a5c7d9f1b3e5a7c' }),
});
