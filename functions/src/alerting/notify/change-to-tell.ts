import type { AlertState } from '../../contracts/alert.ts';

/**
 * What a change of an alert means to those who are told: it is news (it fires, is over, or fires again), somebody takes care
 * of it, it came and went at once, or nothing.
 */
export type ChangeToTell = 'fires' | 'over' | 'acknowledged' | 'passed' | null;

/** States of an alert that people are told of, or would be. */
export const toldStates: readonly AlertState[] = ['firing', 'acknowledged', 'silenced'];

/**
 * What a change from one state to another means to those who are told. A silence that begins is none of their business, one
 * that ends is. `passed` is an alert that fired and ended within one delivery of data.
 *
 * @param before null for an episode that is opened
 * @param throughFiring whether it was firing in between
 */
export function changeToTell(
  before: AlertState | null,
  after: AlertState,
  throughFiring: boolean,
): ChangeToTell {
  const wasTold = before !== null && toldStates.includes(before);
  if (after === 'resolved') {
    if (wasTold) return 'over';
    return throughFiring ? 'passed' : null;
  }
  if (!toldStates.includes(after)) return null;
  if (!wasTold) return 'fires';
  if (after === before || after === 'silenced') return null;
  return after === 'acknowledged' ? 'acknowledged' : 'fires';
}
