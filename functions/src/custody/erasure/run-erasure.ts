import type { Erasure, ErasureTask } from '../../contracts/erasure.ts';
import { erasureCollection } from '../../firestore/collections.ts';
import { blockedWords, doStep, postponed } from './do-step.ts';
import type { ErasureDeps } from './erasure-deps.ts';
import { type ErasureLimits, erasureLimits } from './limits.ts';
import { moveErasure } from './move-erasure.ts';

export interface RunErasureCall {
  readonly deps: ErasureDeps;
  readonly input: ErasureTask;
  readonly limits?: ErasureLimits;
}

/**
 * What a delivery led to: steps were done and another task follows; it waits until `nextAt`; it is done and proved; somebody else
 * moved it; it had ended before, or was cancelled; or there is none.
 */
export type RunErasureResult = 'continued' | 'waiting' | 'erased' | 'overtaken' | 'over' | 'gone';

/**
 * Does the next steps of an erasure. May be called any number of times, early, late and twice at once: documents are deleted and
 * counted in one transaction under a fence. What fails is thrown, and done again by the queue; the sweep looks after an erasure
 * whose task is lost, so none is ever given up.
 */
export async function runErasure({
  deps,
  input: { erasureId },
  limits = erasureLimits,
}: RunErasureCall): Promise<RunErasureResult> {
  const snapshot = await deps.db.get(erasureCollection(deps.db.firestore).doc(erasureId));
  let known = snapshot.data();
  if (known === undefined) return 'gone';
  if (known.finishedAt !== null) return 'over';
  for (let steps = 0; steps < limits.steps; steps += 1) {
    if (waits(known, deps.now)) return 'waiting';
    known = await stepOn(deps, erasureId, known, limits);
    if (known === undefined) return 'overtaken';
    if (known.finishedAt !== null) return 'erased';
    if (known.state === 'settling' && known.nextAt !== null)
      await deps.tasks.enqueueErasure({ erasureId }, { notBefore: known.nextAt });
  }
  await deps.tasks.enqueueErasure({ erasureId });
  return 'continued';
}

/**
 * Whether it is for an instant to come. The pause of minutes is waited for by a task, what is days away by the sweep; while documents
 * are deleted, `nextAt` is for the sweep only.
 */
const waits = ({ state, nextAt }: Erasure, now: Date): boolean =>
  (state === 'scheduled' || state === 'settling') && nextAt !== null && nextAt > now;

async function stepOn(
  deps: ErasureDeps,
  erasureId: string,
  known: Erasure,
  limits: ErasureLimits,
): Promise<Erasure | undefined> {
  try {
    return await moveErasure(deps, erasureId, known, await doStep(deps, known, limits));
  } catch (error) {
    const blocked = blockedWords(error);
    if (blocked === undefined) throw error;
    return moveErasure(deps, erasureId, known, postponed(deps, blocked));
  }
}
