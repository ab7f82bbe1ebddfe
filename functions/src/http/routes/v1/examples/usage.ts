import { plans } from '../../../../contracts/plans.ts';
import { estimatedCost, type UsageResponse } from '../../../../contracts/usage.ts';

const counts = {
  points: 48_000,
  series: 12,
  forecasts: 480,
  requests: 1_440,
  tasks: 1_930,
  triggers: 960,
  documentReads: 21_300,
  documentWrites: 7_400,
};

const priced = { ...counts, estimatedCost: estimatedCost(counts) };

const startsAnewAt = new Date('2026-11-22T00:00:00Z');

export const usageExample: UsageResponse = {
  plan: 'team',
  limits: plans.team,
  problems: [],
  quotas: [
    { name: 'pointsPerDay', limit: 20_000_000, used: 48_000, left: 19_952_000, startsAnewAt },
    { name: 'forecastsPerDay', limit: 50_000, used: 480, left: 49_520, startsAnewAt },
    { name: 'series', limit: 20_000, used: 412, left: 19_588, startsAnewAt: null },
    { name: 'forecastJobs', limit: 200, used: 9, left: 191, startsAnewAt: null },
    { name: 'channels', limit: 50, used: 4, left: 46, startsAnewAt: null },
    { name: 'members', limit: 50, used: 7, left: 43, startsAnewAt: null },
  ],
  days: [{ day: '2026-11-21', ...priced }],
  total: priced,
};
