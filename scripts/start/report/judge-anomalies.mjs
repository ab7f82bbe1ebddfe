/**
 * An anomaly with what the sample's labels say of it: `fault` is the labelled fault that it overlaps. Without one it
 * is a false alarm where the labels are complete, and an open question where they are not.
 *
 * @typedef {import('../wire.mjs').AnomalyAnswer} AnomalyAnswer
 * @typedef {{ anomaly: AnomalyAnswer, fault: string | null, falseAlarm: boolean }} JudgedAnomaly
 */

const severities = ['critical', 'high', 'medium', 'low'];

/**
 * Holds what was found against what is known: the gravest anomaly first, and the labelled faults that none overlaps.
 *
 * @param {readonly AnomalyAnswer[]} anomalies
 * @param {Pick<import('../../samples/load-samples.mjs').SampleSeries, 'faults' | 'faultsComplete'>} sample
 * @returns {{ judged: JudgedAnomaly[], missed: string[] }}
 */
export function judgeAnomalies(anomalies, { faults = [], faultsComplete = false }) {
  const judged = anomalies.map((anomaly) => {
    const fault = faults.find((one) => overlaps(anomaly, one))?.kind ?? null;
    return { anomaly, fault, falseAlarm: faultsComplete && fault === null };
  });
  const missed = faults.filter((fault) => !anomalies.some((anomaly) => overlaps(anomaly, fault)));
  return { judged: judged.sort(byGravity), missed: missed.map(({ kind }) => kind) };
}

/**
 * @param {AnomalyAnswer} anomaly
 * @param {{ from: number, to: number }} fault
 */
function overlaps({ startAt, endAt }, { from, to }) {
  return Date.parse(startAt) <= to && (endAt === null || Date.parse(endAt) >= from);
}

/**
 * Labelled ones first, then by severity, score and length.
 *
 * @param {JudgedAnomaly} a
 * @param {JudgedAnomaly} b
 */
function byGravity(a, b) {
  return (
    Number(b.fault !== null) - Number(a.fault !== null) ||
    severities.indexOf(a.anomaly.severity) - severities.indexOf(b.anomaly.severity) ||
    b.anomaly.score - a.anomaly.score ||
    b.anomaly.points - a.anomaly.points ||
    Date.parse(b.anomaly.startAt) - Date.parse(a.anomaly.startAt)
  );
}
