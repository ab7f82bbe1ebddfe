import type { Firestore } from 'firebase-admin/firestore';
import { changedPaths, organizationTree } from '../support/organization-tree.ts';

/** The trees of some organizations as they stand, to be looked at again. */
export interface WatchedTrees {
  /** Paths of what has been written, made or deleted since the last look. */
  changed(): Promise<string[]>;
}

/** What a caller's own organization is counted for, refused calls included. */
const isCounted = (path: string): boolean => /^organizations\/[^/]+\/(usage|counters)\//.test(path);

/** `settle` does first what was left for after the answers. */
export async function watchTrees(
  firestore: Firestore,
  orgIds: readonly string[],
  settle: () => Promise<void> = async () => undefined,
): Promise<WatchedTrees> {
  const look = () => Promise.all(orgIds.map((orgId) => organizationTree(firestore, orgId)));
  let before = await look();
  return {
    async changed() {
      await settle();
      const after = await look();
      const paths = after
        .flatMap((tree, i) => changedPaths(before[i] ?? new Map(), tree))
        .filter((path) => !isCounted(path));
      before = after;
      return paths;
    },
  };
}
