/** What tells whether two series of one metric can be compared. */
interface Described {
  readonly labels: Readonly<Record<string, string>>;
  readonly kind: string;
  readonly unit: string | null;
}

/** Series that partition a whole, so that their changes add up to its change. */
export interface Population<T> {
  /** `siblings`: the series at hand is one of them. `parts`: it is the whole that they make up. */
  readonly of: 'siblings' | 'parts';
  readonly series: readonly T[];
}

/**
 * Which series of the same metric a change is looked for in: those of one set of label names, for a total beside its
 * parts would count twice. These are the series' own parts, where some carry all its labels and more (of several such
 * sets the one with the most series); otherwise the series that carry the same label names as it, itself included.
 * Other kinds and units never mix. Null where no two series are left.
 */
export function comparableSeries<T extends Described>(self: T, others: readonly T[]): Population<T> | null {
  const alike = others.filter(({ kind, unit }) => kind === self.kind && unit === self.unit);
  const own = Object.entries(self.labels);
  const parts = alike.filter(
    ({ labels }) =>
      Object.keys(labels).length > own.length && own.every(([name, value]) => labels[name] === value),
  );
  const finest = [...Map.groupBy(parts, namesOf)].toSorted(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  )[0]?.[1];
  if (finest !== undefined && finest.length > 1) return { of: 'parts', series: finest };
  const peers = alike.filter((other) => namesOf(other) === namesOf(self));
  return peers.length > 0 && own.length > 0 ? { of: 'siblings', series: [self, ...peers] } : null;
}

const namesOf = ({ labels }: Described): string => JSON.stringify(Object.keys(labels).sort());
