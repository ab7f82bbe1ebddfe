import { createDetector } from './detector.ts';
import { createGate, type GateOptions } from './gate.ts';
import type { Detection, DetectorOptions, Episode, Observation } from './types.ts';

/**
 * Detects over a whole history, oldest first: what a stream of the same points would have said, point by
 * point, with the alert score of each (see `Gate`), and the episodes as they stand at the end. Causal: no
 * detection and no score depends on a later observation.
 * Throws RangeError as the detector does.
 */
export function detectSeries(
  observations: readonly Observation[],
  options: DetectorOptions & GateOptions = {},
): { detections: Detection[]; alertScores: number[]; episodes: Episode[] } {
  const detector = createDetector(options);
  const gate = createGate(options);
  const detections = observations.map(({ at, value, outlook }) => detector.update(at, value, outlook));
  const episodes = new Map<number, Episode>();
  const alertScores = detections.map((detection) => {
    for (const episode of gate.push(detection)) episodes.set(episode.startAt, episode);
    return gate.alertScore;
  });
  return { detections, alertScores, episodes: [...episodes.values()] };
}
