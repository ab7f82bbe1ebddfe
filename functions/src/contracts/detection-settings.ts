import { z } from 'zod';
import type { FieldProblem } from './errors.ts';
import { sensitivitySchema } from './sensitivity.ts';
import { timeZoneSchema } from './time-zone.ts';
import { fieldProblems } from './validation.ts';

/** Lengths of seasons in steps, as the detector takes them. */
const seasonLengthsSchema = z
  .array(
    z
      .number('expected a whole number of steps')
      .int('expected a whole number of steps')
      .min(2, 'expected a season of at least 2 steps')
      .max(100_000, 'expected a season of at most 100,000 steps'),
  )
  .max(3, 'expected at most 3 seasons');

const settingsShape = {
  enabled: z.boolean('expected true or false'),
  sensitivity: sensitivitySchema,
  seasonLengths: seasonLengthsSchema.nullable().meta({
    description: 'seasons in steps; null for those of the calendar, an empty list for none',
  }),
  timeZone: timeZoneSchema.nullable().meta({
    description: 'IANA name of the clock that days and weeks follow; null for UTC',
    example: 'Europe/Vienna',
  }),
} as const;

/** What a person may settle about detection on one series; every field has a default. */
export const detectionSettingsSchema = z
  .strictObject({
    enabled: settingsShape.enabled.default(true),
    sensitivity: settingsShape.sensitivity.default(0.5),
    seasonLengths: settingsShape.seasonLengths.default(null),
    timeZone: settingsShape.timeZone.default(null),
  })
  .meta({ id: 'DetectionSettings' });

export type DetectionSettings = z.infer<typeof detectionSettingsSchema>;

/** JSON merge patch (RFC 7396) on the settings: null takes a setting back to its default. */
export const detectionSettingsPatchSchema = z
  .strictObject({
    enabled: settingsShape.enabled.nullable().optional(),
    sensitivity: settingsShape.sensitivity.nullable().optional(),
    seasonLengths: settingsShape.seasonLengths.optional(),
    timeZone: settingsShape.timeZone.optional(),
  })
  .meta({ id: 'DetectionSettingsPatch' });

export type DetectionSettingsPatch = z.infer<typeof detectionSettingsPatchSchema>;

/**
 * The settings that count, and what is wrong with those that stand in the document: people edit them by hand, and a slip
 * must not stop the analysis. A field that is wrong gives way to its default; null and absent are the defaults.
 */
export function readDetectionSettings(stored: unknown): {
  settings: DetectionSettings;
  problems: FieldProblem[];
} {
  const given = stored ?? {};
  const parsed = detectionSettingsSchema.safeParse(given);
  if (parsed.success) return { settings: parsed.data, problems: [] };
  const problems = fieldProblems(parsed.error, ['detectionSettings']).map(({ pointer, detail }) => ({
    pointer,
    detail: `${detail}; the default is used`,
  }));
  return { settings: detectionSettingsSchema.parse(partsThatParse(given)), problems };
}

function partsThatParse(given: unknown): Record<string, unknown> {
  if (typeof given !== 'object' || given === null) return {};
  const fields = given as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(detectionSettingsSchema.shape)
      .filter(([name, schema]) => schema.safeParse(fields[name]).success)
      .map(([name]) => [name, fields[name]]),
  );
}
