import { directionOf } from './direction.ts';
import { addUp, cancelOut, type Sums, sumsOf, surpriseOfGroup, usualShareOf, withoutNoise } from './sums.ts';
import type { LabelChange, LabelValueChange, MeasureKind, Move } from './types.ts';

/** Part of the change that values have to explain together, and that each of them has to (the paper's T_EP, T_EEP). */
const EXPLAINED_MIN = 2 / 3;
const SHARE_MIN = 0.1;
/** The values left over may have at most this part of the change that their size gives them. */
const REST_MAX = 0.5;

/**
 * Which values of which label explain a change: Adtributor (Bhagwan et al., "Adtributor: Revenue Debugging in
 * Advertising Systems", NSDI 2014, section 3) over series that partition a whole, each with what was observed and
 * what was expected of it, in one unit and in any order.
 *
 * For each label that takes two values or more: each value's share of the change (explanatory power) and its surprise;
 * then, in order of surprise, values that explain a tenth of the change or more are taken until they explain two
 * thirds of it. The labels come in the order in which they explain: most surprise for each value taken. No such label:
 * an empty list.
 *
 * Where we differ from the paper:
 * - Only values that moved by more than the spread of their sum take part in the change (see `withoutNoise`): a small
 *   series that doubled is found beside large ones that vary by more than all of it.
 * - Order by surprise for each value taken, not in sum. Merging parts never raises a divergence, so that in sum a label
 *   that splits another one (host and region) always wins; for each value `region=eu` comes before its twenty hosts
 *   when they moved alike, and one host before its region when it moved alone.
 * - A label explains nothing if it takes all of its values, or if the values left over moved at least half as much as
 *   their part of the whole gives them: what fell everywhere alike did not come from the largest.
 * - Gauges: the change of the mean over a fixed set of series is the mean of their changes, so shares are those of sums.
 * - Levels below zero: see `surpriseOfGroup`.
 * - Changes that cancel out (net below a tenth of gross) have no shares, and no label explains them.
 */
export function attributeChange(moves: readonly Move[], kind: MeasureKind): LabelChange[] {
  // Sums depend on their order in the last bit; the answer must not depend on the order of the series.
  const ordered = moves.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const labels = [...new Set(ordered.flatMap((move) => Object.keys(move.labels)))].sort();
  return labels
    .map((label) => changeBy(label, ordered, kind))
    .filter(({ values }) => values.length > 1)
    .toSorted(byExplanation);
}

function changeBy(label: string, moves: readonly Move[], kind: MeasureKind): LabelChange {
  const carrying = moves.filter((move) => Object.hasOwn(move.labels, label));
  const groups = [...Map.groupBy(carrying, (move) => move.labels[label])].map(([value, members]) => {
    const sums = sumsOf(members);
    return { value, members, sums, clean: withoutNoise(sums) };
  });
  const size = ({ sums }: { sums: Sums }): number => Math.abs(sums.observed - sums.expected);
  const sorted = groups.toSorted((a, b) => size(b) - size(a) || (a.value < b.value ? -1 : 1));
  const cleaned = sorted.map(({ clean }) => clean);
  const whole = addUp(cleaned);
  const net = cancelOut(cleaned) ? null : whole.observed - whole.expected;
  const values = sorted.map((group) => valueChange(group, whole, net, kind));
  const explaining = explainingValues(values);
  const total = explaining.reduce((sum, { surprise }) => sum + surprise, 0);
  return {
    label,
    values,
    explainedBy: explaining.map(({ value }) => value),
    surprise: total / Math.max(1, explaining.length),
  };
}

interface Group {
  readonly value: string;
  readonly members: readonly Move[];
  readonly sums: Sums;
  readonly clean: Sums;
}

function valueChange(
  { value, members, sums, clean }: Group,
  whole: Sums,
  net: number | null,
  kind: MeasureKind,
): LabelValueChange {
  const count = kind === 'gauge' ? members.length : 1;
  return {
    value,
    series: members.length,
    moved: members.filter((move) => directionOf(move) !== 0).length,
    observed: sums.observed / count,
    expected: sums.expected / count,
    change: (sums.observed - sums.expected) / count,
    share: net === null ? null : (clean.observed - clean.expected) / net,
    usualShare: usualShareOf(sums, whole),
    surprise: surpriseOfGroup(clean, whole),
  };
}

/** The paper's figure 2: greedily by surprise. The largest share comes first in the answer. */
function explainingValues(values: readonly LabelValueChange[]): LabelValueChange[] {
  const taken: LabelValueChange[] = [];
  let explained = 0;
  for (const one of values.toSorted((a, b) => b.surprise - a.surprise)) {
    if (explained >= EXPLAINED_MIN) break;
    if (one.share === null || one.share < SHARE_MIN) continue;
    taken.push(one);
    explained += one.share;
  }
  const restOfChange = 1 - explained;
  const isRestCalm = restOfChange <= REST_MAX * (1 - usualPartOf(taken, values));
  if (explained < EXPLAINED_MIN || taken.length === values.length || !isRestCalm) return [];
  return values.filter((one) => taken.includes(one));
}

/** By what was expected; by number of series where levels below zero leave no parts. */
function usualPartOf(some: readonly LabelValueChange[], all: readonly LabelValueChange[]): number {
  const count = (values: readonly LabelValueChange[]) => values.reduce((sum, { series }) => sum + series, 0);
  return some.reduce((sum, { usualShare, series }) => sum + (usualShare ?? series / count(all)), 0);
}

function byExplanation(a: LabelChange, b: LabelChange): number {
  return (
    Number(b.explainedBy.length > 0) - Number(a.explainedBy.length > 0) ||
    b.surprise - a.surprise ||
    a.explainedBy.length - b.explainedBy.length ||
    a.values.length - b.values.length ||
    (a.label < b.label ? -1 : 1)
  );
}
