import type { Firestore } from 'firebase-admin/firestore';
import { AnalysisSchedule } from './analysis-schedule.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { Spine } from './spine.ts';

/** What one function instance remembers of one organization between requests. */
export interface InstanceState {
  readonly writer: ChunkWriter;
  readonly spine: Spine;
  readonly analyses: AnalysisSchedule;
}

const organizationsMax = 500;
const instances = new WeakMap<Firestore, Map<string, InstanceState>>();

/**
 * The state that this instance keeps for an organization: made on first use, bounded (an idle organization gives way
 * when many are served), kept apart for each Firestore client so that a test can play two instances.
 */
export function instanceState(firestore: Firestore, orgId: string): InstanceState {
  let byOrganization = instances.get(firestore);
  if (byOrganization === undefined) {
    byOrganization = new Map();
    instances.set(firestore, byOrganization);
  }
  let state = byOrganization.get(orgId);
  if (state === undefined) {
    state = { writer: new ChunkWriter(orgId), spine: new Spine(), analyses: new AnalysisSchedule() };
    if (byOrganization.size >= organizationsMax) forgetIdle(byOrganization);
    byOrganization.set(orgId, state);
  }
  return state;
}

function forgetIdle(byOrganization: Map<string, InstanceState>): void {
  for (const [orgId, { writer }] of byOrganization) {
    if (!writer.idle) continue;
    byOrganization.delete(orgId);
    return;
  }
}
