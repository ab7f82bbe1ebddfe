import type { Forecaster, ForecasterName } from '../forecaster.ts';
import { arima } from './arima.ts';
import { autoregression } from './autoregression.ts';
import { complexSmoothing } from './complex-exponential-smoothing.ts';
import { croston } from './croston.ts';
import { crostonSba } from './croston-sba.ts';
import { dampedTrend } from './damped-trend.ts';
import { drift } from './drift.ts';
import { dynamicOptimisedTheta } from './dynamic-optimised-theta.ts';
import { dynamicOptimisedThetaLog } from './dynamic-optimised-theta-log.ts';
import { ets } from './ets-automatic.ts';
import { etsAverage } from './ets-averaged.ts';
import { holt } from './holt.ts';
import { holtWintersDamped } from './holt-winters-damped.ts';
import { mstl } from './mstl.ts';
import { naive } from './naive.ts';
import { optimisedTheta } from './optimised-theta.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import { ses } from './ses.ts';
import { theta } from './theta.ts';
import { tsb } from './tsb.ts';

/** All methods by name. */
export const forecasters: Readonly<Record<ForecasterName, Forecaster>> = {
  naive,
  'seasonal-naive': seasonalNaive,
  drift,
  ses,
  holt,
  'damped-trend': dampedTrend,
  'holt-winters-damped': holtWintersDamped,
  ets,
  'ets-average': etsAverage,
  theta,
  'optimised-theta': optimisedTheta,
  'dynamic-optimised-theta': dynamicOptimisedTheta,
  'dynamic-optimised-theta-log': dynamicOptimisedThetaLog,
  'complex-smoothing': complexSmoothing,
  autoregression,
  arima,
  mstl,
  croston,
  'croston-sba': crostonSba,
  tsb,
};
