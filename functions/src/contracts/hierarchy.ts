import { z } from 'zod';
import { finiteNumber, labelsSchema, metricKeySchema, orNull } from './common.ts';

export const hierarchyMethods = ['bottom-up', 'ols', 'wls-structural', 'mint-shrink'] as const;

/** How the sum of everything is written. */
export const totalGrouping = '*';

const namesMax = 6;
const groupingPattern = /^(\*|[A-Za-z_][A-Za-z0-9_.-]{0,63}( *, *[A-Za-z_][A-Za-z0-9_.-]{0,63})*)$/;

/** Label names of a grouping as it is written: `[]` for `*`. */
export const groupingNames = (grouping: string): string[] =>
  grouping === totalGrouping ? [] : grouping.split(',').map((name) => name.trim());

/** Label names as a grouping is written, in one order whatever order they came in. */
export const writeGrouping = (names: readonly string[]): string =>
  names.length === 0 ? totalGrouping : [...names].sort().join(',');

/** One string for each grouping, since Firestore knows no arrays in arrays, and a person can type it into the console. */
const groupingSchema = z
  .string('expected label names, separated by commas, or "*" for the total')
  .max(400, 'expected at most 400 characters')
  .regex(groupingPattern, 'expected label names, separated by commas, or "*" for the total')
  .refine((text) => groupingNames(text).length <= namesMax, `expected at most ${namesMax} label names`)
  .refine(
    (text) => new Set(groupingNames(text)).size === groupingNames(text).length,
    'expected each label name once',
  )
  .transform((text) => writeGrouping(groupingNames(text)));

/** What to sum by, and how to reconcile. */
export const hierarchyShape = {
  by: z
    .array(groupingSchema)
    .min(1, 'expected at least one grouping: "*" is the total')
    .max(8, 'expected at most 8 groupings')
    .meta({
      description:
        'label names to sum by, separated by commas: one sum for each combination of their values; "*" is the total',
      example: ['*', 'region', 'region,product'],
    }),
  method: z
    .enum(['auto', ...hierarchyMethods])
    .default('auto')
    .meta({ description: 'how discrepancies are shared out; auto is MinT where errors are known' }),
} as const;

export const hierarchySpecSchema = z.strictObject(hierarchyShape).meta({ id: 'HierarchySpec' });

export type HierarchySpec = z.infer<typeof hierarchySpecSchema>;

const tierAccuracyShape = {
  base: z.object({ mase: finiteNumber.nullable() }).meta({ description: 'forecasts made one by one' }),
  reconciled: z.object({ mase: finiteNumber.nullable() }),
  coverage: z.array(
    z.object({ level: finiteNumber, empirical: finiteNumber.meta({ description: 'share inside, 0 to 1' }) }),
  ),
} as const;

export const tierAccuracySchema = z.object({
  by: z.string().nullable().meta({ description: 'what the tier sums by; null for the leaves' }),
  series: z.number().int(),
  ...tierAccuracyShape,
});

/** Whether reconciling helped in the past, tier by tier. */
export const hierarchyAccuracySchema = z
  .object({ origins: z.number().int(), horizon: z.number().int(), tiers: z.array(tierAccuracySchema) })
  .meta({ id: 'HierarchyAccuracy' });

export const hierarchyCautionsSchema = z.array(z.object({ code: z.string(), message: z.string() }));

/** Where a reconciled forecast stands among those that it adds up with. */
export const hierarchyPlaceSchema = z
  .object({
    node: z.enum(['sum', 'leaf']),
    by: z.string().nullable().meta({ description: 'what the sum goes by; null for a leaf' }),
    aliases: z.array(labelsSchema).meta({ description: 'other names of the same sum' }),
    leafCount: z.number().int().meta({ description: 'series that add up to it; 1 for a leaf' }),
    groupings: z.array(z.string()).meta({ description: 'all that was reconciled together' }),
    method: z.enum(hierarchyMethods),
    shrinkage: orNull(finiteNumber).meta({ description: 'weight of "uncorrelated", 0 to 1' }),
    inputHash: z.string().meta({ description: 'the same for all forecasts that were reconciled together' }),
    accuracy: orNull(
      z.object({ origins: z.number().int(), horizon: z.number().int(), ...tierAccuracyShape }),
    ).meta({
      description: 'of its tier, in a backtest of the whole hierarchy; null where that was not made',
    }),
    cautions: hierarchyCautionsSchema,
  })
  .meta({ id: 'HierarchyPlace' });

export type HierarchyPlace = z.infer<typeof hierarchyPlaceSchema>;

/** Which series are the leaves: all of a key that carry (at least) the labels. */
export const leavesSelectorShape = {
  metric: metricKeySchema,
  labels: labelsSchema.default({}).meta({ description: 'labels that every leaf must carry' }),
} as const;
