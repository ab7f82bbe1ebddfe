import { DomainError } from '../../contracts/errors.ts';
import type { TaskQueue } from '../../contracts/tasks.ts';
import { organizationDocument } from '../../firestore/collections.ts';
import type { Database } from '../../firestore/database.ts';
import { systemContext } from '../../operator/rbac/system-context.ts';
import { alertChartPng } from './alert-charts.ts';
import type { ChartLink } from './chart-link.ts';

/**
 * The picture that a link shows, drawn with the present data of its organization and nothing else; undefined where there is
 * none any more: its alert or metric is gone, or the organization is or was disabled.
 */
export async function pictureOfLink(
  { orgId, expiresAt: _, ...input }: ChartLink,
  deps: { readonly db: Database; readonly tasks: TaskQueue; readonly now: Date },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const organization = (await deps.db.get(organizationDocument(deps.db.firestore, orgId))).data();
  if (organization?.status !== 'active') return undefined;
  const ctx = systemContext({ orgId, name: 'getLinkedChart', ...deps });
  try {
    return await alertChartPng({ ctx, input });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-found') return undefined;
    throw error;
  }
}
