import { fillGaps } from '../transforms/fill-gaps.ts';
import { type Episode, findOutliers, placesOf } from './find-outliers.ts';
import { recurs } from './recurs.ts';
import { compressed, withoutSeasons } from './views.ts';

/** A value that was replaced. */
export interface ReplacedValue {
  readonly place: number;
  readonly value: number;
  readonly replacement: number;
}

/** Outliers of `y` replaced by a line between their neighbours, drawn without the seasons, within the range of the rest. */
export function replaceOutliers(
  y: readonly number[],
  seasonLengths: readonly number[],
  calendarLengths: readonly number[],
): { y: readonly number[]; outliers: ReplacedValue[] } {
  const known = [...new Set([...seasonLengths, ...calendarLengths])];
  const episodes = agreedOutliers(y, seasonLengths).filter((episode) => !recurs(y, episode, known));
  if (episodes.length === 0) return { y, outliers: [] };
  const places = new Set(episodes.flatMap(placesOf));
  const open = y.map((value, t) => (places.has(t) ? Number.NaN : value));
  const adjusted = withoutSeasons(fillGaps(open, seasonLengths[0] ?? 1), seasonLengths);
  const bridged = fillGaps(
    adjusted.map((value, t) => (places.has(t) ? Number.NaN : value)),
    1,
  );
  const kept = open.filter((value) => !Number.isNaN(value));
  const [least, most] = [kept.reduce((a, b) => Math.min(a, b)), kept.reduce((a, b) => Math.max(a, b))];
  const seasonal = fillGaps(open, seasonLengths[0] ?? 1).map((value, t) => value - adjusted[t]);
  const repaired = y.map((value, t) =>
    places.has(t) ? Math.max(least, Math.min(most, bridged[t] + seasonal[t])) : value,
  );
  const outliers = [...places].sort((a, b) => a - b);
  return {
    y: repaired,
    outliers: outliers.map((place) => ({ place, value: y[place], replacement: repaired[place] })),
  };
}

/** Outliers of the series that are such in its logarithms too, where it has them. */
function agreedOutliers(y: readonly number[], seasonLengths: readonly number[]): Episode[] {
  const found = findOutliers(withoutSeasons(y, seasonLengths));
  const logarithms = found.length > 0 ? compressed(y, seasonLengths) : null;
  if (logarithms === null) return found;
  const others = findOutliers(logarithms);
  const overlap = (a: Episode, b: Episode) => a.from < b.to && b.from < a.to;
  return found.filter((episode) => others.some((other) => overlap(episode, other)));
}
