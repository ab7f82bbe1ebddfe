import { z } from 'zod';
import { finiteNumber, labelNameSchema, labelValueSchema, orNull } from './common.ts';

/** Values of all labels together that an anomaly tells of. */
export const contributionsMax = 24;

/** What the series with one value of a label did together while an anomaly went on. */
export const labelContributionSchema = z
  .object({
    label: labelNameSchema.meta({ example: 'airport' }),
    value: labelValueSchema.meta({ example: 'BOS' }),
    series: z.number().int().meta({ description: 'how many series carry it' }),
    moved: z.number().int().meta({ description: 'how many of them moved by more than their own spread' }),
    observed: finiteNumber.meta({
      description: 'from start to peak: the sum of amounts, or the mean of a gauge',
    }),
    expected: finiteNumber.meta({ description: 'the same in comparable windows' }),
    change: finiteNumber,
    share: orNull(finiteNumber).meta({
      description:
        'part of the change of all values of the label that moved by more than their own spread, 0 for the others; these sum to 1. null where none moved or the changes cancel out',
    }),
    surprise: finiteNumber.meta({
      description:
        'how much its part of the whole has changed, 0 to 1 (a term of the Jensen-Shannon divergence)',
    }),
  })
  .meta({ id: 'LabelContribution' });

/** What an anomaly says of the other series of its metric. */
export const drillDownFields = {
  contributions: orNull(z.array(labelContributionSchema)).meta({
    description:
      'which label values moved, those of the label that explains best first; null without other series to compare with',
  }),
  contributionSummary: orNull(z.string()).meta({ description: 'the same in a sentence' }),
  siblings: orNull(
    z.object({
      considered: z.number().int().meta({ description: 'series that were compared, this one among them' }),
      leftOut: z
        .number()
        .int()
        .meta({ description: 'series of the metric that were not looked at, for there are too many' }),
      silent: z.number().int().meta({ description: 'series that sent nothing meanwhile' }),
      movedTogether: z
        .number()
        .int()
        .meta({ description: 'other series that moved the same way by more than their own spread' }),
      movedAgainst: z.number().int().meta({ description: 'and the other way' }),
    }),
  ).meta({ description: 'how the other series of the metric, told apart by labels, did meanwhile' }),
};

const withoutDefault = <T extends z.ZodType>(field: z.ZodDefault<T>) =>
  field
    .unwrap()
    .optional()
    .meta(field.meta() ?? {});

/** The same where they are there only when somebody asked for them: without a default, which says that they always are. */
export const askedDrillDownFields = {
  contributions: withoutDefault(drillDownFields.contributions),
  contributionSummary: withoutDefault(drillDownFields.contributionSummary),
  siblings: withoutDefault(drillDownFields.siblings),
};

const drillDownSchema = z.object(drillDownFields);

export type DrillDownFields = z.infer<typeof drillDownSchema>;

/** Of an anomaly whose metric was not looked at. */
export const noDrillDown: DrillDownFields = {
  contributions: null,
  contributionSummary: null,
  siblings: null,
};
