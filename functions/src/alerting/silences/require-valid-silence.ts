import { DomainError, type FieldProblem } from '../../contracts/errors.ts';
import type { Silence } from '../../contracts/silence.ts';
import { scheduleProblems } from '../../cron/cron.ts';
import { matches } from '../matchers/matches.ts';
import { requireValidMatchers } from '../matchers/require-valid-matchers.ts';
import { windowAt } from './silence-window.ts';

type Checked = Pick<Silence, 'matchers' | 'startsAt' | 'endsAt' | 'recurrence'>;

/**
 * What the schema of a silence cannot say: expressions and schedule make sense, some alert does not match (Alertmanager:
 * at least one matcher must not match the empty string), and there is a time at which it will hold.
 *
 * @throws {DomainError} `invalid-argument`, naming each field at fault.
 */
export function requireValidSilence(silence: Checked, now: Date): void {
  requireValidMatchers({ '/matchers': silence.matchers });
  const fields = [...breadthProblems(silence), ...timeProblems(silence, now)];
  const [first] = fields;
  if (first === undefined) return;
  throw new DomainError(
    'invalid-argument',
    'VALIDATION_FAILED',
    `the silence is not valid: ${first.pointer}: ${first.detail}`,
    { fields },
  );
}

function breadthProblems({ matchers }: Checked): FieldProblem[] {
  if (!matches(matchers, {})) return [];
  const detail =
    'expected a matcher that an empty label does not meet: these hold for every alert without such labels';
  return [{ pointer: '/matchers', detail }];
}

function timeProblems(silence: Checked, now: Date): FieldProblem[] {
  const { startsAt, endsAt, recurrence } = silence;
  if (endsAt <= startsAt) return [{ pointer: '/endsAt', detail: 'expected an instant after startsAt' }];
  if (endsAt <= now) return [{ pointer: '/endsAt', detail: 'expected an instant to come' }];
  if (recurrence === null) return [];
  const problems = scheduleProblems(recurrence);
  if (problems.length > 0)
    return problems.map(({ pointer, detail }) => ({ pointer: `/recurrence${pointer}`, detail }));
  if (windowAt(silence, now) !== null) return [];
  return [{ pointer: '/recurrence/schedule', detail: 'expected a schedule that comes before endsAt' }];
}
