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

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const durationSchema = z
  .string('expected a duration such as "90m", "6h" or "2d"')
  .regex(/^[1-9]\d{0,3}[mhd]$/, { error: 'expected a duration such as "90m", "6h" or "2d"', abort: true })
  .meta({ description: 'so many minutes, hours or days', example: '6h' });

/** A duration of a spec in milliseconds: `90m`, `6h`, `2d`. */
export function durationMs(duration: string): number {
  const unit = duration.at(-1) as keyof typeof unitMs;
  return Number(duration.slice(0, -1)) * unitMs[unit];
}

/** How long a run may wait for data: longer, and the next data is nearer than the late. */
const waitMaxMs = durationMs('7d');

/** What a run does with series whose data is late. */
export const freshnessSchema = z
  .strictObject({
    maxAge: durationSchema.meta({ description: 'a series whose newest point is older is stale' }),
    whenStale: z
      .enum(['proceed', 'wait', 'skip'])
      .default('proceed')
      .meta({ description: 'forecast it all the same, wait for its data first, or leave it out' }),
    waitAtMost: durationSchema.optional().meta({
      description: 'after the scheduled instant; then the run goes on with what there is. For "wait" only',
      example: '2h',
    }),
  })
  .superRefine(({ whenStale, waitAtMost }, { addIssue }) => {
    const problem = (message: string) => addIssue({ code: 'custom', path: ['waitAtMost'], message });
    if (whenStale === 'wait' && waitAtMost === undefined) {
      problem('expected a duration such as "2h" beside whenStale "wait"');
    }
    if (whenStale !== 'wait' && waitAtMost !== undefined) problem('expected only beside whenStale "wait"');
    if (waitAtMost !== undefined && durationMs(waitAtMost) > waitMaxMs) problem('expected at most "7d"');
  })
  .meta({ id: 'Freshness' });

export type Freshness = z.infer<typeof freshnessSchema>;

/** A day at the least: a run and what it made are looked up, and tried again, for hours after. */
const keptForSchema = durationSchema.refine(
  (duration) => durationMs(duration) >= unitMs.d,
  'expected at least "1d"',
);

/** How long what a forecast job makes is kept. */
export const keepSchema = z
  .strictObject({
    runs: keptForSchema.default('90d').meta({ description: 'a run, after it has ended', example: '90d' }),
    forecasts: keptForSchema.default('400d').meta({
      description:
        'a forecast, after it was made and the last instant that it forecasts has passed, whichever is later',
      example: '400d',
    }),
  })
  .meta({ id: 'Keep' });

export type Keep = z.infer<typeof keepSchema>;

/** What holds where a spec says nothing, and for forecasts of no job. */
export const keepDefaults: Keep = keepSchema.parse({});
