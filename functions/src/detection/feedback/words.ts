import { inWords, spanInWords } from '../words.ts';
import { type Extent, hasPlace } from './extent.ts';
import type { Lesson } from './lesson.ts';
import { pointsReach, sizeReach } from './similarity.ts';

/** What a lesson does, for a person who looks at the metric. */
export function describeLesson({ label, startAt, extent }: Lesson): string {
  const from = `after ${dayOf(startAt)}`;
  if (label === 'true')
    return `anomalies ${sizeInWords(extent, 1 / sizeReach, 'at least')}, ${from}, are reported whatever was labelled earlier`;
  const length = `${pointsReach(extent.points)} anomalous points`;
  return `anomalies ${sizeInWords(extent, sizeReach, 'at most')}, of at most ${length}, ${from}, are not reported`;
}

/** Why an episode is not reported, given what would have been said of it. */
export function describeLowered({ label, startAt }: Lesson, explanation: string): string {
  const said = label === 'false' ? 'a false alarm' : label;
  return `would be anomalous (${explanation}), but a member called a similar one of ${dayOf(startAt)} ${said}`;
}

function sizeInWords({ kinds, side, distance, gapMs }: Extent, times: number, bound: string): string {
  const others = kinds.filter((kind) => !hasPlace(kind) && kind !== 'missing');
  return [
    ...(side === 'none' ? [] : [`${bound} ${inWords(times * distance)} ${side} what is expected`]),
    ...(gapMs === 0 ? [] : [`after ${bound} ${spanInWords(times * gapMs)} without a point`]),
    ...(others.length === 0 ? [] : [`of kind ${others.join(', ')}`]),
  ].join(', ');
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
