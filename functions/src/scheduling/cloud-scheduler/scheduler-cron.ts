const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * A schedule of ours in the dialect of Cloud Scheduler, whose days of the week are 0 to 6: where the last field reaches
 * the 7, it is written as the list of its days. Everything else means the same in both.
 *
 * @param schedule five fields that `scheduleProblems` finds nothing wrong with.
 */
export function schedulerCron(schedule: string): string {
  const fields = schedule.trim().split(/\s+/);
  const days = fields.at(-1) ?? '*';
  return [...fields.slice(0, -1), /(^|[-,])7/.test(days) ? listOfDays(days) : days].join(' ');
}

function listOfDays(field: string): string {
  const days = field.split(',').flatMap(daysOf);
  return [...new Set(days.map((day) => day % 7))].sort((a, b) => a - b).join(',');
}

/** `5-7`, `MON-7/2`, `7` or `*`, with the step that it may have, as numbers from 0 to 7. */
function daysOf(part: string): number[] {
  const [range = '', step] = part.split('/');
  const [first = '', last] = range === '*' ? ['0', '6'] : range.split('-');
  const from = dayOf(first);
  const until = last !== undefined ? dayOf(last) : step === undefined ? from : 6;
  const days: number[] = [];
  for (let day = from; day <= until; day += Number(step ?? 1)) days.push(day);
  return days;
}

function dayOf(text: string): number {
  const named = dayNames.indexOf(text.toUpperCase());
  return named >= 0 ? named : Number(text);
}
