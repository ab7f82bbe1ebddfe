import { type CalibrationResponse, calibrationBins } from '../../../../contracts/calibration.ts';
import { exampleIds } from './ids.ts';

/** Of 48 predictions 40 were as probable as the rule asks, and 36 of these came true. */
const settled: Readonly<Record<number, { count: number; cameTrue: number; meanProbability: number }>> = {
  0: { count: 8, cameTrue: 1, meanProbability: 0.05 },
  8: { count: 10, cameTrue: 8, meanProbability: 0.85 },
  9: { count: 30, cameTrue: 28, meanProbability: 0.96 },
};

export const calibrationExample: CalibrationResponse = {
  ruleId: exampleIds.alertRule,
  summary: 'of 40 predictions with p ≥ 0.8, 36 came true',
  predictions: 48,
  pending: 6,
  unsettled: 2,
  cameTrue: 37,
  brierScore: 0.09,
  breached: { probability: 0.8, count: 40, cameTrue: 36 },
  bins: Array.from({ length: calibrationBins }, (_, i) => {
    const { count = 0, cameTrue = 0, meanProbability = null } = settled[i] ?? {};
    return {
      ...{ from: i / calibrationBins, to: (i + 1) / calibrationBins, count, cameTrue, meanProbability },
      frequency: count === 0 ? null : cameTrue / count,
    };
  }),
  series: 1,
  complete: true,
};
