import type { AlertCondition } from '../contracts/alert-rule.ts';
import type { Anomaly } from '../contracts/anomaly.ts';
import type { Forecast } from '../contracts/forecast.ts';
import type { Check } from './check.ts';
import { evaluateAnomaly } from './evaluate-anomaly.ts';
import { evaluateForecastBreach } from './evaluate-forecast-breach.ts';
import { evaluateThreshold } from './evaluate-threshold.ts';

/** What is newly known of one series. A condition looks at its own part; what is absent decides nothing. */
export interface Findings {
  readonly observations?: readonly { readonly at: Date; readonly value: number }[] | undefined;
  readonly anomalies?: readonly { readonly anomalyId: string; readonly anomaly: Anomaly }[] | undefined;
  /** Newest point that the detector has seen. Needed with `anomalies`, and enough without any. */
  readonly detectedThrough?: Date | undefined;
  readonly forecast?: { readonly forecastId: string; readonly forecast: Forecast } | undefined;
}

/**
 * What a condition makes of what is newly known: checks in order of time, none where the findings do not bear on it.
 *
 * @param now only to tell whether a forecast still speaks of the future.
 */
export function evaluate(condition: AlertCondition, findings: Findings, now: Date): readonly Check[] {
  const { observations, anomalies, detectedThrough, forecast } = findings;
  switch (condition.type) {
    case 'threshold':
      return observations === undefined ? [] : evaluateThreshold(condition, observations);
    case 'forecast-breach':
      return forecast === undefined ? [] : [evaluateForecastBreach(condition, forecast, now)];
    case 'anomaly':
      return detectedThrough === undefined
        ? []
        : evaluateAnomaly(condition, anomalies ?? [], detectedThrough);
  }
}
