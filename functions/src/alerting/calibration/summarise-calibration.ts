import type { AlertCondition } from '../../contracts/alert-condition.ts';
import { type Calibration, type CalibrationResponse, calibrationBins } from '../../contracts/calibration.ts';
import { formatNumber } from '../format.ts';

/**
 * The calibration table of a rule over its series (a reliability diagram in numbers), with the Brier score: the mean over
 * all predictions of (probability − outcome)², 0 at best (Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2).
 * Windows overlap, so that predictions which follow each other come true together: they are fewer than they are counted.
 */
export function summariseCalibration(
  condition: AlertCondition,
  kept: readonly Calibration[],
): Omit<CalibrationResponse, 'ruleId' | 'complete'> {
  const bins = Array.from({ length: calibrationBins }, (_, i) => {
    const total = (field: 'count' | 'sumProbability' | 'cameTrue') =>
      sum(kept, ({ bins: own }) => own[i]?.[field] ?? 0);
    const count = total('count');
    return {
      from: i / calibrationBins,
      to: (i + 1) / calibrationBins,
      count,
      cameTrue: total('cameTrue'),
      meanProbability: count === 0 ? null : total('sumProbability') / count,
      frequency: count === 0 ? null : total('cameTrue') / count,
    };
  });
  const predictions = bins.reduce((all, { count }) => all + count, 0);
  const breached =
    condition.type === 'forecast-breach'
      ? {
          probability: condition.probability,
          count: sum(kept, (one) => one.breached.count),
          cameTrue: sum(kept, (one) => one.breached.cameTrue),
        }
      : null;
  return {
    summary: describe(breached),
    predictions,
    pending: sum(kept, ({ pending }) => Object.keys(pending).length),
    unsettled: sum(kept, ({ unsettled }) => unsettled),
    cameTrue: bins.reduce((all, { cameTrue }) => all + cameTrue, 0),
    brierScore: predictions === 0 ? null : sum(kept, (one) => one.sumSquaredError) / predictions,
    breached,
    bins,
    series: kept.length,
  };
}

function describe(breached: CalibrationResponse['breached']): string {
  if (breached === null) return 'only rules on forecasts make predictions';
  const { probability, count, cameTrue } = breached;
  const what = `with p ≥ ${formatNumber(probability)}`;
  if (count === 0) return `no prediction ${what} has had its time yet`;
  return `of ${count} prediction${count === 1 ? '' : 's'} ${what}, ${cameTrue} came true`;
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
