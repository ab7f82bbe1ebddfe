import { changeOf, type DrillDown } from './drill-down.ts';
import type { LabelChange, Move } from './types.ts';

/** Names of series and values in one sentence; more are counted. */
const NAMES_MAX = 3;

/** A drill-down as a person would tell it: who moved along, where the change came from, and what is not known. */
export function describeDrillDown(found: DrillDown, leftOut = 0): string {
  return [together(found), attribution(found), ...gaps(found, leftOut)].join('; ');
}

function together(found: DrillDown): string {
  const { self, moves, together: along, against, direction } = found;
  const others = moves.length - (self === null ? 0 : 1);
  const [moved, opposite] = direction > 0 ? ['rose', 'fell'] : ['fell', 'rose'];
  const names = along.length === 0 || along.length === others ? '' : ` (${namesOf(along, found)})`;
  const other = against.length === 0 ? '' : `, ${against.length} ${opposite} (${namesOf(against, found)})`;
  if (self === null)
    return `of the ${others} series that make it up ${along.length} ${moved}${names}${other}`;
  const alone = others === 1 ? 'the other one did not' : `none of the ${others} others did`;
  if (along.length === 0) return `this series ${moved} alone: ${alone}${other}`;
  const all = others === 1 ? 'the other one' : `all ${others} others`;
  const count = along.length === others ? all : `${along.length} of the ${others} others`;
  return `${count} ${moved} too${names}${other}`;
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
  const net = changeOf(moves);
  const whole = `the ${kind === 'gauge' ? 'mean' : 'sum'} of all ${moves.length}`;
  const [best] = labels;
  if (best === undefined || best.values.some(({ share }) => share === null))
    return `the changes cancel out in ${whole}`;
  const change = net > 0 ? 'rise' : 'fall';
  if (Math.sign(net) !== direction) return `${whole} ${net > 0 ? 'rose' : 'fell'} all the same`;
  if (best.explainedBy.length > 0) return `${origin(best, change, whole)}${restOf(best)}`;
  return `the ${change} of ${whole} is spread over ${listOf(labels.map(({ label, values }) => `${values.length} values of ${label}`))}`;
}

function origin({ label, values, explainedBy }: LabelChange, change: string, whole: string): string {
  const explaining = values.filter(({ value }) => explainedBy.includes(value));
  const share = explaining.reduce((sum, one) => sum + (one.share ?? 0), 0);
  const usual = explaining.reduce((sum, one) => sum + (one.usualShare ?? Number.NaN), 0);
  const names = listOf(explainedBy.map((value) => `${label}=${value}`));
  // Of a mean, which weighs all series alike, a part says nothing.
  const part =
    Number.isNaN(usual) || whole.startsWith('the mean') ? '' : ` (usually ${percent(usual)} of it)`;
  return `${portion(share)} of the ${change} of ${whole} came from ${names}${part}`;
}

function restOf({ label, values, explainedBy }: LabelChange): string {
  const rest = values.filter(({ value }) => !explainedBy.includes(value));
  return rest.every(({ moved }) => moved === 0) ? `, no other ${label} moved` : '';
}

const portion = (share: number): string =>
  share >= 1.005 ? 'all and more' : share >= 0.995 ? 'all' : percent(share);

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function gaps({ silent, unknown }: DrillDown, leftOut: number): string[] {
  const count = (ids: readonly string[], one: string, many: string): string[] =>
    ids.length === 0 ? [] : [`${ids.length} more ${ids.length === 1 ? one : many}`];
  return [
    ...count(silent, 'sent nothing meanwhile', 'sent nothing meanwhile'),
    ...count(unknown, 'has no history to compare with', 'have no history to compare with'),
    ...(leftOut === 0 ? [] : [`${leftOut} that were written longer ago were not looked at`]),
  ];
}
