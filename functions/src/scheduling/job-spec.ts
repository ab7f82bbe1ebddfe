import { z } from 'zod';
import { DomainError, type FieldProblem } from '../contracts/errors.ts';
import { type ForecastJobSpec, forecastJobSpecSchema } from '../contracts/forecast-job.ts';
import { type ForecastOptions, forecastOptionsShape } from '../contracts/forecast-options.ts';
import { fieldProblems, parseOrThrow } from '../contracts/validation.ts';
import { scheduleProblems } from '../cron/cron.ts';
import { holidayProblems } from '../pipeline/forecast/holiday-problems.ts';

/** A spec as far as it can be understood, and what is wrong with it. Pointers start at the spec: `/schedule`. */
export interface SpecReading {
  /** Null when the spec does not have the shape of one. */
  readonly spec: ForecastJobSpec | null;
  readonly problems: readonly FieldProblem[];
}

/** Reads a spec that anyone may have typed into the console: any value at all gives an answer in words. */
export function readSpec(raw: unknown): SpecReading {
  if (raw === undefined || raw === null) {
    return {
      spec: null,
      problems: [{ pointer: '', detail: 'expected a map "spec" with selector, schedule and horizon' }],
    };
  }
  const parsed = forecastJobSpecSchema.safeParse(raw);
  if (!parsed.success) return { spec: null, problems: fieldProblems(parsed.error) };
  return { spec: parsed.data, problems: scheduleProblems(parsed.data) };
}

/**
 * The spec that a caller sent, or `invalid-argument` that names every field at fault; schedule, time zone and the places
 * of holidays included.
 */
export async function parseSpec(input: unknown): Promise<ForecastJobSpec> {
  const spec = parseOrThrow(forecastJobSpecSchema, input, 'forecast job');
  const fields = [...scheduleProblems(spec), ...(await holidayProblems(spec))];
  const [first] = fields;
  if (first === undefined) return spec;
  const message = `the forecast job is not valid: ${first.pointer}: ${first.detail}`;
  throw new DomainError('invalid-argument', 'VALIDATION_FAILED', message, { fields });
}

const optionsOfSpec = z.object(forecastOptionsShape);

/** What a job asks of each forecast: its spec without name, selector and schedule, and how long the forecast is kept. */
export function forecastOptionsOf(spec: ForecastJobSpec): ForecastOptions {
  return { ...optionsOfSpec.parse(spec), ...(spec.keep && { keepFor: spec.keep.forecasts }) };
}
