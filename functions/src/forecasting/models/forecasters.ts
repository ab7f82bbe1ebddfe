import type { Forecaster, ForecasterName } from '../forecaster.ts';
import { arima } from './arima.ts';
import { autoregression } from './autoregression.ts';
import { drift } from './drift.ts';
import { holtWintersDamped } from './holt-winters-damped.ts';
import { mstl } from './mstl.ts';
import { naive } from './naive.ts';
import { seasonalNaive } from './seasonal-naive.ts';
import { ses } from './ses.ts';
import { theta } from './theta.ts';

/** All methods by name. */
export const forecasters: Readonly<Record<ForecasterName, Forecaster>> = {
  naive,
  'seasonal-naive': seasonalNaive,
  drift,
  ses,
  'holt-winters-damped': holtWintersDamped,
  theta,
  autoregression,
  arima,
  mstl,
};
