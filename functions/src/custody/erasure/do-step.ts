import type { Erasure } from '../../contracts/erasure.ts';
import type { ErasureDeps } from './erasure-deps.ts';
import { type Found, findNext } from './find-next.ts';
import { blockedMs, type ErasureLimits, recoverMs, settleMs } from './limits.ts';
import type { ErasureStep } from './move-erasure.ts';
import { organizationSubject } from './organization-subject.ts';
import { BlockedError, type Subject } from './subject.ts';
import { userSubject } from './user-subject.ts';

const subjects: Readonly<Record<Erasure['subject'], Subject>> = {
  organization: organizationSubject,
  user: userSubject,
};

const after = ({ now }: ErasureDeps, ms: number): Date => new Date(now.getTime() + ms);

/**
 * The next step of an erasure that is due. Scheduled: begin, or wait for who is in the way. Erasing: delete some documents, or, when
 * none is left, wait. Settling: look everywhere again; delete what came back, or else what goes last. Verifying: look everywhere
 * once more; nothing found is the proof.
 */
export async function doStep(deps: ErasureDeps, known: Erasure, limits: ErasureLimits): Promise<ErasureStep> {
  const subject = subjects[known.subject];
  switch (known.state) {
    case 'scheduled':
      return begin(deps, subject, known);
    case 'verifying':
      return verify(deps, subject, known);
    default:
      return eraseSome(deps, subject, known, limits);
  }
}

async function begin(deps: ErasureDeps, subject: Subject, known: Erasure): Promise<ErasureStep> {
  const blocked = await subject.blockedBy(deps.db, known.subjectId);
  if (blocked !== null) return postponed(deps, blocked);
  const startedAt = known.startedAt ?? deps.now;
  return {
    changes: { state: 'erasing', message: 'erasing', startedAt, place: null, nextAt: after(deps, recoverMs) },
  };
}

async function eraseSome(
  deps: ErasureDeps,
  subject: Subject,
  known: Erasure,
  limits: ErasureLimits,
): Promise<ErasureStep> {
  const { subjectId } = known;
  const limit = Math.min(limits.documents, subject.documentsMax);
  const from = known.state === 'erasing' ? known.place : null;
  const found = await findNext(deps.db, subject.places, subjectId, from, limit);
  if (found !== undefined) return deletion(deps, subject, known, found);
  if (known.state === 'erasing') {
    await subject.afterDeleting(deps, subjectId);
    const message = 'nothing is left; it waits for what may be under way, and looks again';
    const nextAt = after(deps, settleMs[known.subject]);
    return { changes: { state: 'settling', message, place: null, passes: known.passes + 1, nextAt } };
  }
  const last = subject.last(deps.db, subjectId);
  return {
    changes: { state: 'verifying', message: 'looking whether all is gone', nextAt: after(deps, recoverMs) },
    ...(last === null ? {} : { deletes: { group: last.parent.id, refs: [last] } }),
  };
}

async function deletion(
  deps: ErasureDeps,
  subject: Subject,
  { subjectId }: Erasure,
  found: Found,
): Promise<ErasureStep> {
  await subject.beforeDeleting(deps, subjectId, found);
  const { place, refs } = found;
  const nextAt = after(deps, recoverMs);
  return {
    changes: { state: 'erasing', message: `erasing ${place.name}`, place: place.name, nextAt },
    deletes: { group: place.name, refs },
    also: (transaction) => subject.whileDeleting(transaction, deps, subjectId, found),
  };
}

async function verify(deps: ErasureDeps, subject: Subject, known: Erasure): Promise<ErasureStep> {
  const { subjectId } = known;
  const found = await findNext(deps.db, subject.places, subjectId, null, 1);
  const left = [
    ...(found === undefined ? [] : [found.place.name]),
    ...(await subject.leftovers(deps, subjectId)),
  ];
  if (left.length > 0) {
    const message = `came back: ${left.join(', ')}`;
    return { changes: { state: 'erasing', message, place: null, nextAt: after(deps, recoverMs) } };
  }
  const { now } = deps;
  const message = 'erased: all places were looked at again, and nothing was found';
  return { changes: { state: 'erased', message, nextAt: null, finishedAt: now, verifiedAt: now } };
}

/** How an erasure goes on that met something in its way. */
export const postponed = (deps: ErasureDeps, message: string): ErasureStep => ({
  changes: { state: 'scheduled', message, nextAt: after(deps, blockedMs) },
});

/** What stands in the way, where that is what went wrong. */
export const blockedWords = (error: unknown): string | undefined =>
  error instanceof BlockedError ? error.message : undefined;
