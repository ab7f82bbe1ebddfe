import type { RunCost } from '../contracts/forecast-run.ts';
import type { Meter } from '../firestore/meter.ts';
import { totalSpending } from './total-spending.ts';

/** What a meter said at some instant. */
export type Metered = Readonly<Pick<Meter, 'reads' | 'writes'>>;

export const meterNow = ({ reads, writes }: Metered): Metered => ({ reads, writes });

/** The documents read and written since `before`, and `more` that the meter does not know yet. */
export function costSince(meter: Metered, before: Metered, more: Partial<Metered> = {}): RunCost {
  return {
    documentReads: meter.reads - before.reads + (more.reads ?? 0),
    documentWrites: meter.writes - before.writes + (more.writes ?? 0),
  };
}

/** What two parts of a run cost together. Without tasks or tokens where neither part has any. */
export function addCosts(a: RunCost, b: RunCost): RunCost {
  const tasks = (a.tasks ?? 0) + (b.tasks ?? 0);
  const spending = [a, b].flatMap(({ tokens, tokenCost }) =>
    tokens === undefined ? [] : [{ spending: { tokens, cost: tokenCost ?? null } }],
  );
  return {
    documentReads: a.documentReads + b.documentReads,
    documentWrites: a.documentWrites + b.documentWrites,
    ...(tasks > 0 && { tasks }),
    ...totalSpending(spending),
  };
}
