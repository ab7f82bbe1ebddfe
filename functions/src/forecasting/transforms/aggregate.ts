/** How the readings of one step become one value. */
export type Aggregate = 'mean' | 'sum' | 'last' | 'min' | 'max';

/** Each over at least one value, oldest first. */
const aggregators: Readonly<Record<Aggregate, (values: readonly number[]) => number>> = {
  mean: (values) => values.reduce((mean, value, i) => mean + (value - mean) / (i + 1)),
  sum: (values) => values.reduce((sum, value) => sum + value),
  last: (values) => values[values.length - 1],
  min: (values) => values.reduce((least, value) => Math.min(least, value)),
  max: (values) => values.reduce((most, value) => Math.max(most, value)),
};

/** Something with a value at a time or place. */
interface Located {
  readonly at: number;
  readonly value: number;
}

/** One value for each run of neighbours with the same key, which becomes its `at`, and how many they were. */
export function combine<T extends Located>(
  items: readonly T[],
  key: (item: T) => number,
  aggregate: Aggregate,
): { at: number; value: number; readings: number }[] {
  const combined: { at: number; value: number; readings: number }[] = [];
  for (let from = 0; from < items.length; ) {
    const at = key(items[from]);
    let to = from + 1;
    while (to < items.length && key(items[to]) === at) to++;
    const value =
      to === from + 1
        ? items[from].value
        : aggregators[aggregate](items.slice(from, to).map((item) => item.value));
    combined.push({ at, value, readings: to - from });
    from = to;
  }
  return combined;
}
