import type { Erasure } from '../../contracts/erasure.ts';
import { deterministicId } from '../../contracts/ids.ts';

/** The one erasure of an organization or person: asked for twice, it is the same; cancelled and asked for again, it begins anew. */
export const erasureIdOf = ({ subject, subjectId }: Pick<Erasure, 'subject' | 'subjectId'>): string =>
  deterministicId('erasure', subject, subjectId);
