import { type Actor, actorName } from '../../contracts/context.ts';
import type { Erasure } from '../../contracts/erasure.ts';
import { defaultGraceMs } from './limits.ts';

export interface ErasureRequest extends Pick<Erasure, 'subject' | 'subjectId'> {
  readonly actor: Actor;
  readonly now: Date;
  readonly graceMs: number | undefined;
}

/** An erasure that begins when its time of grace is over. */
export function planErasure({ subject, subjectId, actor, now, graceMs }: ErasureRequest): Erasure {
  const purgeAt = new Date(now.getTime() + (graceMs ?? defaultGraceMs));
  return {
    ...{ subject, subjectId, state: 'scheduled', message: `to be erased from ${purgeAt.toISOString()} on` },
    ...{ requestedBy: actorName(actor), requestedAt: now, purgeAt, startedAt: null },
    ...{ counts: {}, passes: 0, finishedAt: null, verifiedAt: null },
    ...{ place: null, nextAt: purgeAt, revision: 0, updatedAt: now },
  };
}
