import { horizonMax } from '../../contracts/level.ts';
import type { TimeGptModelParams } from '../../contracts/timegpt-answers.ts';
import type { TimeGptModelParamsQuery } from '../../contracts/timegpt-requests.ts';
import type { Ctx } from '../../firestore/context.ts';
import { requirePermission } from '../../operator/rbac/require-permission.ts';
import { parseFrequency } from './frequency.ts';

/** Newest values of a series that the engine's models look at, at the most. Clients may leave older ones out. */
const inputSize = 10_000;

/** Answers `GET /model_params`: the same for every model and frequency that is understood. */
export function modelParams({
  ctx,
  input: { freq },
}: {
  ctx: Ctx;
  input: TimeGptModelParamsQuery;
}): TimeGptModelParams {
  requirePermission(ctx, 'forecasts:write');
  parseFrequency(freq);
  return { detail: { input_size: inputSize, horizon: horizonMax } };
}
