import { z } from 'zod';
import { idSchema } from './ids.ts';
import { timestampSchema } from './ingest.ts';
import { levelsMax } from './level.ts';
import { timeZoneSchema } from './time-zone.ts';

/** Sizes of a chart in pixels: what its text needs at the least, and what one request may ask for at the most. */
export const chartWidthMin = 320;
export const chartWidthMax = 2_000;
export const chartHeightMin = 200;
export const chartHeightMax = 1_200;

export const chartTitleMax = 200;
export const chartThresholdsMax = 5;

export const chartThemes = ['light', 'dark'] as const;

export const chartThemeSchema = z.enum(chartThemes, 'expected light or dark');

export type ChartTheme = z.infer<typeof chartThemeSchema>;

const wholePixels = (min: number, max: number, byDefault: number) =>
  z.coerce
    .number('expected whole pixels')
    .int('expected whole pixels')
    .min(min, `expected at least ${min} pixels`)
    .max(max, `expected at most ${max} pixels`)
    .default(byDefault);

/** Numbers of a query: a parameter that is given once is text, one that is given several times a list. */
const numbers = (detail: string) =>
  z
    .union([z.string(), z.array(z.string())], detail)
    .transform((given) => (typeof given === 'string' ? [given] : given))
    .pipe(z.array(z.string().regex(/\d/, detail).transform(Number).pipe(z.number(detail))));

/** How a chart looks, whatever it shows. */
export const chartLookShape = {
  width: wholePixels(chartWidthMin, chartWidthMax, 800).meta({ description: 'pixels', example: 640 }),
  height: wholePixels(chartHeightMin, chartHeightMax, 400).meta({ description: 'pixels', example: 320 }),
  theme: chartThemeSchema.default('light').meta({ description: 'light or dark background' }),
  timeZone: timeZoneSchema.optional().meta({
    description:
      "wall clock of the time axis; the series' own (detectionSettings.timeZone), else UTC, by default",
  }),
} as const;

/** Query of `GET /v1/metrics/{metricId}/chart.svg` and `.png`. The range is half open, as for the points themselves. */
export const chartQuerySchema = z.strictObject({
  from: timestampSchema.optional().meta({
    description: 'first instant; by default as far back as the alert or the forecast makes useful',
  }),
  to: timestampSchema.optional().meta({
    description: 'first instant after the range; the end of the forecast or of the points by default',
  }),
  forecastId: idSchema('forecast').optional().meta({
    description: 'forecast to draw; that of the alert, or the latest of the metric, by default',
  }),
  alertId: idSchema('alert').optional().meta({
    description: 'alert of the metric whose threshold, expected crossing and time are drawn',
  }),
  threshold: numbers('expected a finite number')
    .pipe(z.array(z.number()).max(chartThresholdsMax, `expected at most ${chartThresholdsMax} thresholds`))
    .optional()
    .meta({ description: 'lines to draw, in the unit of the series; may be given several times' }),
  level: numbers('expected a level in percent')
    .pipe(
      z
        .array(
          z.number().gt(0, 'expected a level above 0 percent').lt(100, 'expected a level below 100 percent'),
        )
        .max(levelsMax, `expected at most ${levelsMax} levels`),
    )
    .optional()
    .meta({ description: 'levels of the intervals to draw, of those the forecast has; all by default' }),
  title: z
    .string()
    .trim()
    .min(1, 'expected a title')
    .max(chartTitleMax, `expected at most ${chartTitleMax} characters`)
    .optional()
    .meta({ description: 'the key of the metric by default', example: 'Departures from Atlanta' }),
  ...chartLookShape,
});

export type ChartQuery = z.infer<typeof chartQuerySchema>;
