import { loweringLesson } from '../../functions/lib/detection/feedback/lowering-lesson.js';
import { pointsReach, sizeReach } from '../../functions/lib/detection/feedback/similarity.js';
import { recurringEvents } from './recurring-events.mjs';

/**
 * @typedef {import('./recurring-events.mjs').HeardEpisode} HeardEpisode
 * @typedef {import('../../functions/lib/detection/index.js').Lesson} Lesson
 */

const seeds = 20;
const hourly = { stepMs: 3_600_000, points: 24 * 7 * 20, everyPoints: 24 * 17 };
const often = { stepMs: 300_000, points: 288 * 35, everyPoints: 2_300 };

/** @type {Record<string, import('./recurring-events.mjs').Recurrence>} */
const recurrences = {
  'hourly, spike of 1 point': { ...hourly, height: 90, length: 1 },
  'hourly, 3 points': { ...hourly, height: 90, length: 3 },
  'hourly, 10 points': { ...hourly, height: 90, length: 10 },
  'hourly, dip of 4 points': { ...hourly, height: -80, length: 4 },
  '5 minutes, 1 point': { ...often, height: 90, length: 1 },
  '5 minutes, 8 points': { ...often, height: 90, length: 8 },
};

/**
 * What a label is worth: an event comes back with sizes and lengths that vary by 15 %, the first one or two that are found
 * are labelled, and of the later ones those should be lowered that are no larger, and none that is twice as large. Beside
 * it, the same with distances in widths of the band.
 *
 * @returns {import('./table.mjs').Table}
 */
export function benchFeedback() {
  const rules = [() => lowersByLessons(1), () => lowersByLessons(2), () => lowersByWidths];
  const rows = Object.entries(recurrences).map(([name, recurrence]) => {
    const runs = Array.from({ length: seeds }, (_, seed) => recurringEvents(recurrence, seed + 1));
    return [name, ...rules.flatMap((rule) => countOver(runs, rule()))];
  });
  const counted = ['1 label: lowered', 'large reported', '2 labels: lowered', 'large reported'];
  return {
    title: 'feedback: similar anomalies lowered, and twice as large ones reported',
    columns: ['event', ...counted, 'by widths: lowered', 'large reported'],
    rows,
  };
}

/** @typedef {(labelled: HeardEpisode[], later: HeardEpisode) => boolean} Rule */

/**
 * @param {ReturnType<typeof recurringEvents>[]} runs
 * @param {{ labels: number, isLowered: Rule }} rule
 */
function countOver(runs, { labels, isLowered }) {
  const counts = { similar: 0, lowered: 0, large: 0, reported: 0 };
  for (const events of runs) {
    const taught = events.filter(({ event }) => !event.large).slice(0, labels);
    const labelled = taught.flatMap(({ found }) => found);
    const last = taught.at(-1);
    for (const { event, found } of events.slice(last === undefined ? 0 : events.indexOf(last) + 1)) {
      const lowered = found.every((one) => isLowered(labelled, one));
      counts[event.large ? 'large' : 'similar'] += 1;
      if (event.large && !lowered) counts.reported += 1;
      if (!event.large && lowered) counts.lowered += 1;
    }
  }
  return [`${counts.lowered} of ${counts.similar}`, `${counts.reported} of ${counts.large}`];
}

/** @param {number} labels @returns {{ labels: number, isLowered: Rule }} */
const lowersByLessons = (labels) => ({
  labels,
  isLowered: (labelled, { episode, extent }) =>
    loweringLesson(labelled.map(lessonOf), episode.startAt, extent) !== null,
});

/** @type {{ labels: number, isLowered: Rule }} */
const lowersByWidths = {
  labels: 1,
  isLowered: (labelled, { extent: later }) =>
    labelled.some(
      ({ extent }) =>
        extent.side === later.side &&
        later.points <= pointsReach(extent.points) &&
        (later.bandWidths ?? Number.POSITIVE_INFINITY) <= sizeReach * (extent.bandWidths ?? 0),
    ),
};

/** @param {HeardEpisode} heard @returns {Lesson} */
function lessonOf({ episode: { startAt }, extent }) {
  return { anomalyId: `ano_${startAt}`, label: 'expected', labelledAt: startAt, startAt, extent };
}
