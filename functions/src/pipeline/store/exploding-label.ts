import type { Labels } from '../../contracts/common.ts';

/** A label, and how many values it has among some series. */
export interface LabelValues {
  readonly label: string;
  readonly values: number;
}

/** The labels of some series by how many values each has, the one with the most first: the likely reason for so many series. */
export function labelsByValues(series: readonly { readonly labels: Labels }[]): LabelValues[] {
  const values = new Map<string, Set<string>>();
  for (const { labels } of series) {
    for (const [label, value] of Object.entries(labels)) {
      const seen = values.get(label);
      if (seen === undefined) values.set(label, new Set([value]));
      else seen.add(value);
    }
  }
  return [...values]
    .map(([label, seen]) => ({ label, values: seen.size }))
    .sort((a, b) => b.values - a.values || (a.label < b.label ? -1 : 1));
}
