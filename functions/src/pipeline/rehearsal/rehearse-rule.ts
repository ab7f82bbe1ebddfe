import type { RehearsedSeries } from '../../alerting/rehearsal/rehearsal.ts';
import { rehearsalProblems } from '../../alerting/rehearsal/rehearsal-problems.ts';
import { type RehearsalReport, reportRehearsal } from '../../alerting/rehearsal/report-rehearsal.ts';
import { requireConsistentRule } from '../../alerting/require-consistent-rule.ts';
import type { AlertRule } from '../../contracts/alert-rule.ts';
import { readDetectionSettings } from '../../contracts/detection-settings.ts';
import { DomainError } from '../../contracts/errors.ts';
import type { RehearsalResponse, RehearseSavedRuleRequest } from '../../contracts/rehearsal.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { lessonsOf } from '../anomaly/lessons.ts';
import { daysMax, entriesMax } from './limits.ts';
import { type MadeForecasts, makeForecasts } from './make-forecasts.ts';
import { type ReadSeries, type RehearsalRange, readRehearsedSeries } from './read-rehearsed-series.ts';
import { readTelling } from './read-telling.ts';
import { rehearsedDetector } from './rehearsed-detector.ts';

/** A rule, and how it is rehearsed. */
export interface RehearseRuleInput extends RehearseSavedRuleRequest {
  /** Null for one that is not saved. */
  readonly ruleId: string | null;
  readonly rule: AlertRule;
}

/** Stands for the id of a rule that has none. */
const unsavedId = 'rul_unsaved';

const noForecasts: MadeForecasts = { forecasts: new Map(), stoppedAt: null };

/**
 * What a rule would have done over the stored history of the series that it selects, told as the organization would be told
 * now. Nothing is written and nobody is told. What it reads is bounded (`limits`), and what it may not is said.
 *
 * @param isOver whether the time of the request is up
 * @throws {DomainError} `invalid-argument` that names the field, for more than one request rehearses
 */
export async function rehearseRule({
  ctx,
  input,
  isOver,
}: {
  ctx: Ctx;
  input: RehearseRuleInput;
  isOver?: () => boolean;
}): Promise<RehearsalResponse> {
  requirePermission(ctx, 'alert-rules:read');
  requirePermission(ctx, 'metrics:read');
  const { rule, ruleId } = input;
  requireRehearsable(rule);
  requireConsistentRule(rule);
  const range = rangeOf(input, ctx.now);
  const named = { ruleId: ruleId ?? unsavedId, rule };
  const telling = await readTelling(ctx, named, input, range);
  const { series, moreSeries } = await readRehearsedSeries(ctx, rule, range);
  const { condition } = rule;
  const made =
    condition.type === 'forecast-breach'
      ? await makeForecasts(series, condition, { range, every: input.forecastEvery }, isOver)
      : noForecasts;
  const to = made.stoppedAt === null ? range.to : new Date(made.stoppedAt.getTime() - 1);
  const report = reportRehearsal({
    ...{ ...named, ...telling, from: range.from, to },
    series: series.map((one) => rehearsed(one, rule, made)),
  });
  return {
    ...{ ruleId, from: range.from, to: range.to, stoppedAt: made.stoppedAt, moreSeries },
    series: series.map(({ metricId, metric, evaluated }) => ({
      ...{ metricId, metric: metric.key, labels: metric.labels, points: evaluated },
    })),
    ...described(report),
  };
}

function requireRehearsable(rule: AlertRule): void {
  const [problem] = rehearsalProblems(rule);
  if (problem !== undefined) throw invalid(problem.detail, problem.pointer);
}

function rangeOf({ from, to: asked }: Pick<RehearseRuleInput, 'from' | 'to'>, now: Date): RehearsalRange {
  const to = asked === undefined || asked > now ? now : asked;
  if (from >= to) throw invalid('expected an instant before "to", and in the past');
  if (to.getTime() - from.getTime() > daysMax * 86_400_000) {
    throw invalid(`expected an instant at most ${daysMax} days before "to"`);
  }
  return { from, to };
}

const invalid = (detail: string, pointer = '/from'): DomainError =>
  new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the request is not valid: ${pointer}: ${detail}`,
    {
      fields: [{ pointer, detail }],
    },
  );

function rehearsed(
  { metricId, metric, points }: ReadSeries,
  rule: AlertRule,
  made: MadeForecasts,
): RehearsedSeries {
  const { settings } = readDetectionSettings(metric.detectionSettings);
  const forecasts = made.forecasts.get(metricId);
  return {
    ...{ metricId, metric, points, timeZone: settings.timeZone ?? undefined },
    detect:
      rule.condition.type === 'anomaly'
        ? rehearsedDetector({ metricId, metric, settings, lessons: lessonsOf(metric) })
        : undefined,
    forecast: forecasts && ((index) => forecasts.get(index)),
  };
}

function described({
  timeline,
  notifications,
  episodes,
  channels,
  forecast,
}: RehearsalReport): Pick<
  RehearsalResponse,
  'transitions' | 'timeline' | 'episodes' | 'notifications' | 'forecast'
> {
  return {
    transitions: timeline.length,
    timeline: timeline.slice(0, entriesMax).map(({ alertId: _, sent, withheld, ...entry }) => ({
      ...entry,
      sent: [...sent],
      withheld: [...withheld],
    })),
    episodes: episodes.slice(0, entriesMax).map(({ alertId: _, ...episode }) => episode),
    notifications: {
      sent: notifications.length,
      channels: channels.map((one) => ({ ...one, withheld: { ...one.withheld } })),
    },
    forecast: forecast && {
      forecasts: forecast.forecasts,
      breaches: forecast.breaches.slice(0, entriesMax),
      falseAlarms: forecast.falseAlarms
        .slice(0, entriesMax)
        .map(({ metricId, firedAt }) => ({ metricId, firedAt })),
      calibration: [...forecast.calibration],
    },
  };
}
