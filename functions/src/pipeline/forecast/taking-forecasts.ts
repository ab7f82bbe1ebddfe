import type { Ctx } from '../../firestore/context.ts';

/**
 * Does work that makes so many forecasts, which are taken from the quota of the day first and given back where it fails.
 *
 * @throws {DomainError} `resource-exhausted` (QUOTA_EXCEEDED) before anything is done, where fewer are left.
 */
export async function takingForecasts<R>(
  { usage }: Pick<Ctx, 'usage'>,
  forecasts: number,
  work: () => Promise<R>,
): Promise<R> {
  await usage?.takeForecasts(forecasts);
  try {
    return await work();
  } catch (error) {
    usage?.giveBack({ forecasts });
    throw error;
  }
}
