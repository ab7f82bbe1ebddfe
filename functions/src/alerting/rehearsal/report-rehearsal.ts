import { type Breach, breachesOf } from './breaches-of.ts';
import { type CalibrationBin, calibrationOf } from './calibration-of.ts';
import { type ChannelCount, countNotices } from './count-notices.ts';
import { type Episode, episodesOf } from './episodes-of.ts';
import type { Rehearsal } from './rehearsal.ts';
import { type Rehearsed, rehearse } from './rehearse.ts';
import { type FalseAlarm, falseAlarmsOf, scoreClaims } from './score-claims.ts';

/** How good the warnings of a rule on forecasts were. */
export interface ForecastScore {
  /** Forecasts that were evaluated. */
  readonly forecasts: number;
  readonly breaches: readonly Breach[];
  readonly falseAlarms: readonly FalseAlarm[];
  readonly calibration: readonly CalibrationBin[];
}

/** What would have happened, and what it comes to. */
export interface RehearsalReport extends Rehearsed {
  readonly episodes: readonly Episode[];
  readonly channels: readonly ChannelCount[];
  /** Null for rules on anything but forecasts. */
  readonly forecast: ForecastScore | null;
}

/** Rehearses a rule and draws up the account. */
export function reportRehearsal(rehearsal: Rehearsal): RehearsalReport {
  const { from, to } = rehearsal;
  const rehearsed = rehearse(rehearsal);
  const episodes = episodesOf(rehearsed.timeline, to);
  return {
    ...rehearsed,
    episodes,
    channels: countNotices(rehearsed.notifications, rehearsed.timeline),
    forecast: scoreOf(rehearsal, rehearsed, episodes, { from, to }),
  };
}

/** Observations after the clock has stopped still tell whether a forecast was right. */
function scoreOf(
  { rule: { condition }, series }: Rehearsal,
  { claims }: Rehearsed,
  episodes: readonly Episode[],
  range: { readonly from: Date; readonly to: Date },
): ForecastScore | null {
  if (condition.type !== 'forecast-breach') return null;
  const scored = scoreClaims(condition, series, claims);
  return {
    forecasts: claims.length,
    breaches: series.flatMap((one) => breachesOf(condition, one, episodes, range)),
    falseAlarms: falseAlarmsOf(episodes, scored),
    calibration: calibrationOf(scored),
  };
}
