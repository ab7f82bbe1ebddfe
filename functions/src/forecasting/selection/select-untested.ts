import type { Caution } from '../cautions.ts';
import type { ForecasterName } from '../forecaster.ts';
import { forecasters } from '../models/forecasters.ts';
import { type Candidate, withSeason } from './candidate.ts';
import { seasonalNaives } from './candidates.ts';
import { type Selection, type SelectionRequest, tooShortFor } from './selection.ts';

/** Methods that, averaged, serve a history that is too short for a contest. */
const STURDY: readonly ForecasterName[] = ['theta', 'holt-winters-damped', 'ses'];

/**
 * Selection without a backtest, for a history that does not allow one: the method named if it can be fitted, the plain
 * average of theta, damped Holt-Winters and SES as far as they can, else the seasonal naive or the naive method.
 */
export function selectUntested(request: SelectionRequest, wanted: readonly Candidate[]): Selection {
  const { y, model } = request;
  const eligible = wanted.filter(({ lengthMin }) => lengthMin <= y.length);
  const [fallback] = seasonalNaives(request.seasonLengths).filter(({ lengthMin }) => lengthMin <= y.length);
  const chosen = model === 'auto' ? chooseSturdy(y, eligible) : eligible;
  const members = chosen.length > 0 ? chosen : [fallback ?? withSeason(forecasters.naive, 1)];
  const cautions: Caution[] = [
    {
      code: 'backtest-impossible',
      message: 'the history is too short for a backtest: accuracy and coverage are unknown',
    },
  ];
  if (model !== 'auto' && chosen.length === 0) {
    const message = `${model} requires ${wanted[0].lengthMin} points: ${members[0].name} took its place`;
    cautions.push({ code: 'model-substituted', message });
  }
  return {
    members: members.map((item) => ({ item, weight: 1 / members.length })),
    tested: wanted.map((candidate) =>
      eligible.includes(candidate)
        ? { name: candidate.name, mase: null, reason: 'no backtest' }
        : tooShortFor(candidate),
    ),
    evidence: null,
    cautions,
  };
}

function chooseSturdy(y: readonly number[], eligible: readonly Candidate[]): Candidate[] {
  if (y.every((value) => value === y[0])) return [];
  return eligible.filter(({ name }) => STURDY.some((method) => name.startsWith(method)));
}
