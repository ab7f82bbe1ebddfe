import { contributionsMax, type DrillDownFields } from '../../../contracts/contribution.ts';
import { type DrillDown, describeDrillDown } from '../../../detection/contribution/index.ts';
import type { AnomalyKind } from '../../../detection/index.ts';

/** Values of one label that an anomaly tells of: the largest changes. */
const valuesMax = 10;

/** A drill-down as an anomaly document holds it. */
export function contributionFields(found: DrillDown, kind: AnomalyKind, leftOut: number): DrillDownFields {
  const contributions = found.labels.flatMap(({ label, values }) =>
    values.slice(0, valuesMax).map(({ usualShare: _, ...change }) => ({ label, ...change })),
  );
  return {
    contributions: contributions.slice(0, contributionsMax),
    contributionSummary: describeDrillDown(found, kind, leftOut),
    siblings: {
      considered: found.moves.length,
      leftOut,
      silent: found.silent.length,
      movedTogether: found.together.length,
      movedAgainst: found.against.length,
    },
  };
}
