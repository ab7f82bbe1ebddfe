import type { Finding } from './channels/channels.ts';
import type { MemoryFinding } from './memory/memory.ts';
import { decadesOfViews } from './score.ts';
import type { AnomalyKind } from './types.ts';

/** From here on a channel has something to say of its own. */
const UNCOMMON_DECADES = 2;

/** What all that was found in a point comes to. */
export interface Conclusion {
  /** Decades of rarity of the point, and of its value alone, without a hole before it. */
  readonly decades: number;
  readonly valueDecades: number;
  readonly kind: AnomalyKind;
  /** What the kind comes from. */
  readonly source: 'channels' | 'memory';
}

/**
 * Fuses the two views of a value, what was expected of it and whether the series has ever been there, and adds
 * what stands for itself: a flat line, a hole. What a forecast excused may well be new to the series: then the memory
 * adds nothing.
 */
export function conclude(finding: Finding, memory: MemoryFinding, excused = false): Conclusion {
  const remembered = excused ? Math.min(memory.decades, finding.decades) : memory.decades;
  const ofViews = decadesOfViews(finding.decades, remembered);
  const flat = finding.flatLineDecades > ofViews;
  const valueDecades = flat ? finding.flatLineDecades : ofViews;
  if (finding.gapDecades > valueDecades)
    return { decades: finding.gapDecades, valueDecades, kind: 'missing', source: 'channels' };
  if (flat) return { decades: valueDecades, valueDecades, kind: 'flat-line', source: 'channels' };
  if (finding.decades >= UNCOMMON_DECADES)
    return { decades: valueDecades, valueDecades, kind: finding.kind, source: 'channels' };
  return { decades: valueDecades, valueDecades, kind: kindOf(memory), source: 'memory' };
}

function kindOf({ sort, novelty }: MemoryFinding): AnomalyKind {
  if (sort === 'shape' || novelty.side === 'within') return 'unseen-pattern';
  return novelty.side === 'above' ? 'spike' : 'dip';
}
