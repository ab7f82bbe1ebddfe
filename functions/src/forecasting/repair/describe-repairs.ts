import type { CautionCode } from '../cautions.ts';
import type { Repair } from '../series-forecast.ts';
import { sizeOf } from './repair-history.ts';

/** Repairs that a sentence names, the largest first. */
const NAMED_MAX = 3;

type Add = (holds: boolean, code: CautionCode, message: string) => void;

/** Says in words what was repaired, with the instants of the largest. */
export function describeRepairs(repairs: readonly Repair[], add: Add): void {
  const outliers = repairs.filter(({ kind }) => kind === 'outlier');
  const shifts = repairs.filter(({ kind }) => kind === 'level-shift');
  add(
    outliers.length > 0,
    'outliers-repaired',
    `${count(outliers, 'value stands', 'values stand')} far off and ${outliers.length === 1 ? 'was' : 'were'} replaced by what the rest suggests (${name(outliers)}): the forecast does not expect the like again`,
  );
  add(
    shifts.length > 0,
    'level-shift-repaired',
    `the level changed for good ${count(shifts, 'time', 'times')} (${name(shifts)}): what came before was moved to the newest level`,
  );
}

const count = (repairs: readonly Repair[], one: string, several: string): string =>
  `${repairs.length} ${repairs.length === 1 ? one : several}`;

function name(repairs: readonly Repair[]): string {
  const bySize = [...repairs].sort((a, b) => sizeOf(b) - sizeOf(a));
  const named = bySize.slice(0, NAMED_MAX).map(describe);
  return repairs.length > NAMED_MAX ? `${named.join(', ')}, …` : named.join(', ');
}

function describe(repair: Repair): string {
  const [was, is] = repair.kind === 'outlier' ? [repair.value, repair.replacement] : [repair.from, repair.to];
  return `${instantOf(repair.at)}: ${rounded(was)} → ${rounded(is)}`;
}

const rounded = (value: number): string => String(Number(value.toPrecision(4)));

/** An instant as people read it, where the calendar reaches so far. */
function instantOf(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? `at ${at}` : date.toISOString().replace('.000Z', 'Z');
}
