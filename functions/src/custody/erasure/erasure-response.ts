import type { Erasure, ErasureResponse } from '../../contracts/erasure.ts';

/** What is told of an erasure. */
export function erasureResponse(erasureId: string, stored: Erasure): ErasureResponse {
  const { place: _, nextAt: __, revision: ___, ...told } = stored;
  return { erasureId, ...told };
}
