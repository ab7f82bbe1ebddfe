import type { AnomalyKind } from '../types.ts';
import { directionOf } from './direction.ts';
import type { DrillDown } from './drill-down.ts';
import type { LabelChange, Move } from './types.ts';

/** Names of series and values in one sentence; more are counted. */
const NAMES_MAX = 3;

/**
 * A drill-down as a person would tell it: who moved along, where the change came from, and what is not known. `kind` is
 * that of the anomaly: a dip, say, from a peak, can still be higher than usual.
 */
export function describeDrillDown(found: DrillDown, kind: AnomalyKind, leftOut = 0): string {
  const moved = found.self === null || directionOf(found.self) !== 0;
  const isOpposite = moved && kind === (found.direction > 0 ? 'dip' : 'spike');
  const contrast = isOpposite ? `the ${kind} is from what came right before; beside comparable hours ` : '';
  const sentences = [together(found), ...(moved ? [attribution(found)] : []), ...gaps(found, leftOut)];
  return `${contrast}${sentences.join('; ')}`;
}

function together(found: DrillDown): string {
  const { self, moves, together: along, against, direction } = found;
  const others = moves.length - (self === null ? 0 : 1);
  const [moved, opposite] = direction > 0 ? ['rose', 'fell'] : ['fell', 'rose'];
  const names = along.length === 0 || along.length === others ? '' : ` (${namesOf(along, found)})`;
  const other = against.length === 0 ? '' : `, ${against.length} ${opposite} (${namesOf(against, found)})`;
  if (self === null)
    return `of the ${others} series that make it up ${along.length} ${moved}${names}${other}`;
  const some = along.length === 0 ? 'none' : along.length === others ? 'all' : `${along.length}`;
  if (directionOf(self) === 0)
    return `beside comparable hours this series does not stand out; ${others === 1 ? 'the other one' : `of the ${others} others ${some}`} ${moved}${names}${other}`;
  if (along.length === 0)
    return `this series ${moved} alone: ${others === 1 ? 'the other one did not' : `none of the ${others} others did`}${other}`;
  if (along.length === others)
    return `${others === 1 ? 'the other one' : `all ${others} others`} ${moved} too`;
  return `${some} of the ${others} others ${moved} too${names}${other}`;
}

/** The series by the labels that tell them apart. */
function namesOf(moves: readonly Move[], { labels }: DrillDown): string {
  const names = moves.map((move) =>
    labels
      .filter(({ label }) => Object.hasOwn(move.labels, label))
      .map(({ label }) => `${label}=${move.labels[label]}`)
      .sort()
      .join(' '),
  );
  return listOf(names.sort());
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_MAX);
  const more = names.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(', ')} and ${last}`;
}

function attribution({ moves, kind, labels, direction }: DrillDown): string {
  const [best] = labels;
  const leading = best?.values.find(({ share }) => share !== null && share > 0);
  if (best === undefined || leading === undefined)
    return best?.values.some(({ surprise }) => surprise > 0)
      ? 'the changes cancel out'
      : 'no value of a label moved as a whole';
  const way = Math.sign(leading.change);
  const all = `the ${kind === 'gauge' ? 'mean' : 'sum'} of ${moves.length === 2 ? 'both' : `all ${moves.length}`}`;
  if (way !== direction) return `${all} ${way > 0 ? 'rose' : 'fell'} all the same`;
  const change = `the ${way > 0 ? 'rise' : 'fall'}`;
  // Of a mean, which weighs all series alike, a part says nothing.
  if (best.explainedBy.length > 0)
    return `${origin(best, change, kind === 'gauge' ? null : all)}${restOf(best)}`;
  return `${change} is spread over ${listOf(labels.map(({ label, values }) => `${values.length} values of ${label}`))}`;
}

function origin({ label, values, explainedBy }: LabelChange, change: string, all: string | null): string {
  const explaining = values.filter(({ value }) => explainedBy.includes(value));
  const share = explaining.reduce((sum, one) => sum + (one.share ?? 0), 0);
  const usual = explaining.reduce((sum, one) => sum + (one.usualShare ?? Number.NaN), 0);
  const names = listOf(explainedBy.map((value) => `${label}=${value}`));
  const part = all === null || Number.isNaN(usual) ? '' : ` (usually ${percent(usual)} of ${all})`;
  return `${portion(share)} of ${change} came from ${names}${part}`;
}

function restOf({ label, values, explainedBy }: LabelChange): string {
  const rest = values.filter(({ value }) => !explainedBy.includes(value));
  return rest.every(({ moved, share }) => moved === 0 && share === 0) ? `, no other ${label} moved` : '';
}

const portion = (share: number): string =>
  share >= 1.005 ? 'more than all' : share >= 0.995 ? 'all' : percent(share);

const percent = (share: number): string => `${Math.round(100 * share)}%`;

function gaps({ silent, unknown }: DrillDown, leftOut: number): string[] {
  const counts: [number, string, string][] = [
    [silent.length, 'sent nothing meanwhile', 'sent nothing meanwhile'],
    [unknown.length, 'has no history to compare with', 'have no history to compare with'],
    [leftOut, 'was not looked at', 'were not looked at'],
  ];
  return counts.flatMap(([count, one, many]) =>
    count === 0 ? [] : [`${count} more ${count === 1 ? one : many}`],
  );
}
