import type { Cell, CellResult } from './cell.ts';
import type { WatchedTrees } from './watched-trees.ts';

/** A cell, and what finds its faults: what the answer shows. What has changed is looked at for many at once. */
export interface Trial extends Cell {
  attempt(): Promise<readonly string[]>;
}

/** Attempts at the same time; the emulator has one processor or two. */
const atOnce = 12;

/**
 * Runs trials of which none may change the watched trees. Only where something has changed after all of them is each run
 * again by itself, to find which it was.
 */
export async function runCells(trials: readonly Trial[], trees: WatchedTrees): Promise<CellResult[]> {
  const results = await inGroups(trials, attemptOne);
  const changed = await trees.changed();
  if (changed.length === 0) return results;
  const blamed = await blame(trials, trees);
  return results.map((result, i) => {
    const paths = blamed.size === 0 ? changed : (blamed.get(i) ?? []);
    if (paths.length === 0) return result;
    const who = blamed.size === 0 ? 'this cell or another of its group' : 'this cell';
    return { ...result, faults: [...result.faults, `${who} has changed ${paths.join(', ')}`] };
  });
}

async function attemptOne({ attempt, ...cell }: Trial): Promise<CellResult> {
  return { ...cell, faults: await attempt() };
}

/** What each trial changes when it is run alone, by its place. */
async function blame(trials: readonly Trial[], trees: WatchedTrees): Promise<Map<number, string[]>> {
  const blamed = new Map<number, string[]>();
  for (const [i, trial] of trials.entries()) {
    await trial.attempt();
    const paths = await trees.changed();
    if (paths.length > 0) blamed.set(i, paths);
  }
  return blamed;
}

async function inGroups<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += atOnce) {
    results.push(...(await Promise.all(items.slice(i, i + atOnce).map(run))));
  }
  return results;
}
