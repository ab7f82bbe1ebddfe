import { dice } from './dice.mjs';

/**
 * @typedef {import('../../functions/lib/scheduling/planner/plan-dispatch.js').DispatchPlanInput['schedule']} JobSchedule
 *
 * @typedef {{
 *   count: number,
 *   organizations: number,
 *   organizationOf: Uint32Array,
 *   scheduleOf: Uint16Array,
 *   schedules: JobSchedule[],
 * }} Population
 *   `organizationOf[job]` and `scheduleOf[job]` are numbers; jobs of one organization stand together, as documents do.
 */

/** Jobs for each organization, on average: of a million jobs, half of the organizations have ten at the most. */
const jobsPerOrganization = 50;

/** How many of 100 jobs run how often. An assumption: most of what people forecast is looked at once a day. */
const rhythms = /** @type {const} */ ([
  [60, 'daily'],
  [10, 'weekly'],
  [25, 'hourly'],
  [5, 'quarter-hourly'],
]);

/** Hours of the day at which daily jobs run, of 100: before work begins, and at midnight. */
const hours = /** @type {const} */ ([
  ...[
    [20, 6],
    [15, 0],
    [12, 7],
    [10, 5],
    [8, 8],
    [6, 4],
    [5, 1],
    [4, 2],
    [4, 3],
    [4, 9],
    [3, 12],
  ],
  ...[
    [2, 18],
    [2, 22],
    [2, 23],
    [1, 10],
    [1, 14],
    [1, 16],
  ],
]);

/** People choose the full hour. */
const minutes = /** @type {const} */ ([
  [70, 0],
  [10, 30],
  [8, 15],
  [6, 45],
  [3, 5],
  [3, 10],
]);

const zones = /** @type {const} */ ([
  ...[
    [30, 'UTC'],
    [25, 'Europe/Vienna'],
    [10, 'Europe/London'],
    [15, 'America/New_York'],
  ],
  ...[
    [10, 'America/Los_Angeles'],
    [4, 'Asia/Kolkata'],
    [4, 'Asia/Tokyo'],
    [2, 'Australia/Sydney'],
  ],
]);

const catchUps = /** @type {const} */ ([
  [90, 'latest'],
  [5, 'all'],
  [5, 'none'],
]);

/**
 * Jobs as companies might have them. Sizes of organizations follow Zipf's law: the k-th has 1/k of the jobs of the first.
 *
 * @param {number} count
 * @param {number} seed
 * @returns {Population}
 */
export function makePopulation(count, seed) {
  const roll = dice(seed);
  const organizations = Math.max(1, Math.round(count / jobsPerOrganization));
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {JobSchedule[]} */
  const schedules = [];
  const scheduleOf = new Uint16Array(count);
  for (let job = 0; job < count; job += 1) {
    const schedule = drawSchedule(roll);
    const key = `${schedule.schedule}|${schedule.timeZone}|${schedule.catchUp}`;
    let number = known.get(key);
    if (number === undefined) {
      number = schedules.push(schedule) - 1;
      known.set(key, number);
    }
    scheduleOf[job] = number;
  }
  return {
    count,
    organizations,
    organizationOf: organizationsOf(count, organizations),
    scheduleOf,
    schedules,
  };
}

/**
 * @param {() => number} roll
 * @returns {JobSchedule}
 */
function drawSchedule(roll) {
  const rhythm = draw(rhythms, roll);
  const minute = draw(minutes, roll);
  const hour = draw(hours, roll);
  const byClock = rhythm === 'daily' || rhythm === 'weekly';
  const timeZone = byClock ? draw(zones, roll) : 'UTC';
  const catchUp = draw(catchUps, roll);
  const schedule = {
    daily: `${minute} ${hour} * * *`,
    weekly: `${minute} ${hour} * * MON`,
    hourly: `${minute} * * * *`,
    'quarter-hourly': '*/15 * * * *',
  }[rhythm];
  return { schedule, timeZone, catchUp };
}

/**
 * @template T
 * @param {readonly (readonly [number, T])[]} choices shares of 100, and what they are shares of
 * @param {() => number} roll
 * @returns {T}
 */
function draw(choices, roll) {
  let rest = roll() * 100;
  for (const [share, choice] of choices) {
    rest -= share;
    if (rest < 0) return choice;
  }
  throw new Error('shares do not add up to 100');
}

/**
 * @param {number} count
 * @param {number} organizations
 */
function organizationsOf(count, organizations) {
  const organizationOf = new Uint32Array(count);
  let harmonic = 0;
  for (let rank = 1; rank <= organizations; rank += 1) harmonic += 1 / rank;
  let sum = 0;
  let from = 0;
  for (let rank = 1; rank <= organizations; rank += 1) {
    sum += 1 / rank;
    const to = rank === organizations ? count : Math.round((count * sum) / harmonic);
    organizationOf.fill(rank - 1, from, to);
    from = to;
  }
  return organizationOf;
}
