import { z } from 'zod';

/** Values of all series together that one request may carry. */
export const timeGptPointsMax = 1_000_000;

/** Values of one series: its work is done in one go, and others of the instance wait for as long. */
export const timeGptSeriesPointsMax = 100_000;

/** Series that one request may carry. */
export const timeGptSeriesMax = 10_000;

/** Features that a request may carry: the dummies of month, day, weekday and hour are 74. */
export const timeGptFeaturesMax = 100;

/** Longest name of a category. */
const categoryLengthMax = 200;

const faultsShown = 5;

/**
 * A long list. The elements are looked at by one loop that stops after a few faults: a schema for each element would
 * answer a million bad values with a million sentences.
 */
const longList = <T>(isItem: (item: unknown) => boolean, expected: string, items: object) =>
  z
    .array(z.unknown(), 'expected a list of numbers')
    .check(({ value, issues }) => {
      for (let index = 0, faults = 0; index < value.length && faults < faultsShown; index++) {
        if (isItem(value[index])) continue;
        faults++;
        issues.push({ code: 'custom', path: [index], message: expected, input: value[index] });
      }
    })
    .transform((list) => list as readonly T[])
    .meta({ type: 'array', items });

/** A value of an exogenous feature: text for a category only. */
export type TimeGptFeatureValue = number | string | boolean | null;

const isFeatureValue = (item: unknown): boolean =>
  item === null ||
  typeof item === 'boolean' ||
  Number.isFinite(item) ||
  (typeof item === 'string' && item.length <= categoryLengthMax);

const featuresSchema = z
  .array(
    longList<TimeGptFeatureValue>(
      isFeatureValue,
      `expected a finite number, null where a value is missing, or a category of at most ${categoryLengthMax} characters`,
      { type: ['number', 'string', 'boolean', 'null'] },
    ),
    'expected a list of features, each a list of values',
  )
  .max(timeGptFeaturesMax, `expected at most ${timeGptFeaturesMax} features`)
  .nullish();

/** Places of features in `X`. */
export const featurePlaces = z
  .array(z.number().int('expected the place of a feature').min(0, 'expected the place of a feature'))
  .max(timeGptFeaturesMax, `expected at most ${timeGptFeaturesMax} features`)
  .nullish();

const seriesShape = {
  y: longList<number | null>(
    (item) => item === null || Number.isFinite(item),
    'expected a finite number, or null where a value is missing',
    { type: ['number', 'null'] },
  ).meta({ description: 'values of all series, one series after the other, each oldest first' }),
  sizes: longList<number>(
    (item) => Number.isInteger(item) && Number(item) >= 1 && Number(item) <= timeGptSeriesPointsMax,
    `expected the number of values of a series, from 1 to ${timeGptSeriesPointsMax}`,
    { type: 'integer', minimum: 1, maximum: timeGptSeriesPointsMax },
  ).meta({ description: 'how many values each series has' }),
} as const;

interface Sized {
  readonly y: readonly unknown[];
  readonly sizes: readonly number[];
}

type Refine = z.core.$RefinementCtx;

const faultOf =
  ({ addIssue }: Refine) =>
  (path: (string | number)[], message: string) =>
    addIssue({ code: 'custom', path, message });

function checkSizes({ y, sizes }: Sized, context: Refine): void {
  const fault = faultOf(context);
  if (sizes.length === 0) fault(['sizes'], 'expected at least one series');
  if (sizes.length > timeGptSeriesMax) fault(['sizes'], `expected at most ${timeGptSeriesMax} series`);
  if (y.length > timeGptPointsMax) fault(['y'], `expected at most ${timeGptPointsMax} values`);
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum !== y.length)
    fault(['sizes'], `expected sizes that add up to the ${y.length} values of y, not ${sum}`);
}

interface Featured extends Sized {
  readonly X?: readonly (readonly TimeGptFeatureValue[])[] | null | undefined;
  readonly X_future?: readonly (readonly TimeGptFeatureValue[])[] | null | undefined;
  readonly categorical_exog?: readonly number[] | null | undefined;
}

function checkFeatures(series: Featured, context: Refine): void {
  const fault = faultOf(context);
  const { y, X, X_future: future, categorical_exog: categorical } = series;
  const [known, count] = [future?.length ?? 0, X?.length ?? 0];
  if (known > count) fault(['X_future'], `expected features that are in X, whose ${count} come first`);
  if ((categorical ?? []).some((place) => place >= count))
    fault(['categorical_exog'], `expected places of the ${count} features of X`);
  X?.forEach((values, feature) => {
    if (values.length !== y.length)
      fault(['X', feature], `expected as many values as y has, ${y.length}, not ${values.length}`);
    const isText = [values, future?.[feature] ?? []].some((some) =>
      some.some((value) => typeof value === 'string'),
    );
    if (isText && !categorical?.includes(feature))
      fault(['X', feature], 'expected numbers, or the place of the feature in categorical_exog');
  });
}

/** Series with what is known beside them. */
export const seriesSchema = z
  .object({
    ...seriesShape,
    X: featuresSchema.meta({
      description: 'exogenous features, each with a value for each of y; those whose future is known first',
    }),
    X_future: featuresSchema.meta({
      description: 'of the first features of X, h values for each series, one series after the other',
    }),
    categorical_exog: featurePlaces.meta({ description: 'features of X whose values are categories' }),
  })
  .superRefine(checkSizes)
  .superRefine(checkFeatures)
  .meta({ id: 'TimeGptSeries' });

/** Series as they stand on the wire: concatenated, with their sizes. */
export type TimeGptSeries = z.infer<typeof seriesSchema>;
