import type { Check, Verdict } from '../check.ts';
import type { Policy, Snapshot } from '../lifecycle.ts';

const start = Date.parse('2026-11-21T10:00:00Z');
/** An instant so many minutes after the first breach. */
export const minute = (n: number) => new Date(start + n * 60_000);

/** Ten minutes' hold, no hysteresis. */
export const policy: Policy = {
  forSeconds: 600,
  recovery: null,
  keepFiringSeconds: 0,
  noData: 'keep',
  freshFrom: minute(-60),
  reopenAfterSeconds: 3_600,
};

/** One look at the data. */
export const check = (verdict: Verdict, n: number, value: number | null = 70): Check => ({
  verdict,
  at: minute(n),
  value,
  reason: `${verdict} at ${n}`,
});

/** An episode that began at minute 0, in each of its states. */
export const pending: Snapshot = {
  state: 'pending',
  value: 70,
  reason: 'breached at 0',
  crossing: null,
  anomalyId: null,
  startedAt: minute(0),
  firedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  resolvedAt: null,
  resolvedBy: null,
  awaitsClear: false,
  beneathSilence: null,
  silencedBy: [],
  silencedUntil: null,
  evaluatedThrough: minute(0),
  undecidedAt: null,
  calmSince: null,
};
export const firing: Snapshot = {
  ...pending,
  state: 'firing',
  firedAt: minute(10),
  evaluatedThrough: minute(10),
};
export const acknowledged: Snapshot = {
  ...firing,
  state: 'acknowledged',
  acknowledgedAt: minute(11),
  acknowledgedBy: 'user:ada',
};
export const resolved: Snapshot = {
  ...firing,
  state: 'resolved',
  resolvedAt: minute(20),
  evaluatedThrough: minute(20),
};
