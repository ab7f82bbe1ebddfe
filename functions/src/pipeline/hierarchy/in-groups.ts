/** Requests to Firestore that are under way at a time. */
const groupSize = 10;

/**
 * Does `work` for every item, some at a time; results in the order of the items. Asks `goOn` before each group, and does
 * no more where the answer is false: there are fewer results then.
 */
export async function inGroups<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  goOn: () => Promise<boolean> = async () => true,
): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += groupSize) {
    if (!(await goOn())) break;
    results.push(...(await Promise.all(items.slice(start, start + groupSize).map(work))));
  }
  return results;
}
