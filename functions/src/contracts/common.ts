import { z } from 'zod';

/** JSON numbers only: NaN and the infinities have no place in a series. */
export const finiteNumber = z.number('expected a finite number');

/** A field of a document that is there but empty. The console shows `null` where a person would ask "and what is…?". */
export const orNull = <T extends z.ZodType>(schema: T) => schema.nullable().default(null);

export const labelNameSchema = z
  .string()
  .regex(
    /^(?!__)[A-Za-z_][A-Za-z0-9_.-]{0,63}$/,
    'expected a label name of letters, digits, "_", "." and "-", at most 64 long, not starting with "__"',
  );

export const labelValueSchema = z
  .string('expected a string as label value')
  .max(256, 'expected a label value of at most 256 characters');

export const labelsMax = 24;

/** The labels of a series: a small flat map of strings. */
export const labelsSchema = z
  .record(labelNameSchema, labelValueSchema)
  .refine((labels) => Object.keys(labels).length <= labelsMax, `expected at most ${labelsMax} labels`)
  .meta({ description: 'labels that tell series of one metric apart', example: { airport: 'ATL' } });

export type Labels = Readonly<Record<string, string>>;

export const metricKeySchema = z
  .string('expected the metric key as a string')
  .regex(/^[A-Za-z_][A-Za-z0-9_.:/-]{0,199}$/, {
    error: ({ input }) =>
      typeof input === 'string' && input.includes('*')
        ? 'expected one metric key: only the selector of a forecast job takes a pattern with "*"'
        : 'expected a metric key of letters, digits, "_", ".", ":", "/" and "-", starting with a letter or "_", at most 200 long',
  })
  .meta({ description: 'name of the metric', example: 'flights.departures' });

export const nameSchema = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(120, 'expected at most 120 characters');

/** Severity of a rule and its alerts, PagerDuty's four. */
export const severitySchema = z.enum(['info', 'warning', 'error', 'critical']);

export type AlertSeverity = z.infer<typeof severitySchema>;

export const auditFields = {
  createdAt: z.date(),
  updatedAt: z.date(),
  createdBy: z.string().meta({ description: 'who made it: user:…, api-key:… or system:…' }),
};
