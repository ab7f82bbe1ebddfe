import { Cron } from 'croner';
import type { FieldProblem } from '../contracts/errors.ts';
import { isTimeZone } from '../contracts/time-zone.ts';

/** When something comes again: unix cron with five fields, read on the wall clock of an IANA time zone. */
export interface Schedule {
  readonly schedule: string;
  readonly timeZone: string;
}

/** The five fields of unix cron, in order, and what each may hold. */
const fields = [
  { name: 'minute', range: '0 to 59' },
  { name: 'hour', range: '0 to 23' },
  { name: 'day of month', range: '1 to 31' },
  { name: 'month', range: '1 to 12 or JAN to DEC' },
  { name: 'day of week', range: '0 to 7 or SUN to SAT, where 0 and 7 are Sunday' },
] as const;

/**
 * The part of cron that every scheduler agrees on. `?`, `L`, `W` and `#` are left out on purpose: they mean different
 * things to different programs, or nothing at all.
 */
const portable = /^[0-9a-zA-Z*,/-]+$/;

/**
 * What is wrong with a schedule or its time zone, in words; empty when both make sense. Pointers are those of a job's
 * spec: `/schedule` and `/timeZone`.
 */
export function scheduleProblems({ schedule, timeZone }: Schedule): FieldProblem[] {
  const problems = cronProblems(schedule).map((detail) => ({ pointer: '/schedule', detail }));
  if (!isTimeZone(timeZone)) {
    const detail = `unknown time zone ${JSON.stringify(timeZone)}: expected an IANA name such as "Europe/Vienna" or "UTC"`;
    problems.push({ pointer: '/timeZone', detail });
  }
  return problems;
}

/**
 * The first run strictly after `after`, to the second; null when there is none before the year 3000.
 *
 * On the day the clock springs forward, a clock time that does not exist runs at the instant the clock has jumped; on
 * the day it falls back, a clock time that comes twice runs once, the first time. That holds for schedules whose minute
 * and hour are numbers, lists or ranges. Where either has a `*` or a step the schedule means an interval: it skips the
 * hour that does not exist and runs in both of the hour that comes twice. These are Vixie cron's rules.
 *
 * Throws RangeError for a schedule with problems; ask `scheduleProblems` first.
 */
export function nextRunAfter(schedule: Schedule, after: Date): Date | null {
  const met = cronOf(schedule);
  const { last } = met;
  // Between one run and the next the answer is the same, and jobs that are due together ask together.
  if (last !== undefined && after >= last.after && (last.next === null || after < last.next))
    return last.next;
  const next = met.cron.nextRun(after);
  met.last = { after: new Date(after), next };
  return next;
}

/** The latest run at or before `until`; null when there is none. The counterpart of `nextRunAfter`. */
export function latestRunUntil(schedule: Schedule, until: Date): Date | null {
  return latestRunsUntil(schedule, until, 1)[0] ?? null;
}

/** The latest runs at or before `until`, up to `count` of them, oldest first. */
export function latestRunsUntil(schedule: Schedule, until: Date, count: number): Date[] {
  const met = cronOf(schedule);
  const untilMs = until.getTime();
  if (met.latest?.untilMs === untilMs && met.latest.count === count) return [...met.latest.runs];
  const runs = met.cron.previousRuns(count, new Date(untilMs + 1)).reverse();
  met.latest = { untilMs, count, runs };
  return [...runs];
}

/** Whether `instant` is one of the schedule's runs. */
export function runsAt(schedule: Schedule, instant: Date): boolean {
  return latestRunUntil(schedule, instant)?.getTime() === instant.getTime();
}

/** Schedules met already. Reading one costs several times as much as asking it, and many jobs share few schedules. */
const known = new Map<string, KnownSchedule>();
const knownMax = 5_000;

interface KnownSchedule {
  readonly cron: Cron;
  /** What was asked last, and the answer: jobs of one schedule are asked for together, and each question costs 0.1 ms. */
  last?: { readonly after: Date; readonly next: Date | null };
  latest?: { readonly untilMs: number; readonly count: number; readonly runs: readonly Date[] };
}

function cronOf({ schedule, timeZone }: Schedule): KnownSchedule {
  const key = `${timeZone} ${schedule}`;
  const met = known.get(key);
  if (met !== undefined) return met;
  if (scheduleProblems({ schedule, timeZone }).length > 0) {
    throw new RangeError(`no schedule: ${JSON.stringify(schedule)} in ${JSON.stringify(timeZone)}`);
  }
  if (known.size >= knownMax) known.clear();
  const entry: KnownSchedule = { cron: build(schedule, timeZone) };
  known.set(key, entry);
  return entry;
}

const build = (pattern: string, timezone: string): Cron =>
  new Cron(pattern, { timezone, mode: '5-part', fixedTimeRule: 'no-wildcard' });

function cronProblems(schedule: string): string[] {
  const parts = schedule.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    const found = schedule.trim() === '' ? 0 : parts.length;
    return [
      `expected five fields (minute, hour, day of month, month, day of week) such as "0 6 * * *", but found ${found}`,
    ];
  }
  const problems = fields.flatMap((field, index) => fieldProblem(field, parts[index] ?? '', index));
  if (problems.length > 0 || build(parts.join(' '), 'UTC').nextRun(new Date(0)) !== null) return problems;
  return ['the day of month never comes in the chosen month'];
}

function fieldProblem({ name, range }: (typeof fields)[number], part: string, index: number): string[] {
  const said = `the field for ${name}, ${JSON.stringify(part)},`;
  if (!portable.test(part)) {
    return [`${said} may hold only numbers, names, "*", ",", "-" and "/"`];
  }
  const alone = fields.map((_, position) => (position === index ? part : '*')).join(' ');
  return parses(alone)
    ? []
    : [`${said} is not valid: expected "*", ${range}, lists ("1,2"), ranges ("1-5") or steps ("*/5")`];
}

/** The library's own sentence says less to a person than the name of the field, so only the verdict is used. */
function parses(pattern: string): boolean {
  try {
    build(pattern, 'UTC');
    return true;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}
