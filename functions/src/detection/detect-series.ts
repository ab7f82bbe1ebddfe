import { createDetector } from './detector.ts';
import { createGate, type GateOptions } from './gate.ts';
import type { Detection, DetectorOptions, Episode, Observation } from './types.ts';

/**
 * Detects over a whole history, oldest first: what a stream of the same points would have said, point by
 * point, and the episodes as they stand at the end. Causal: no detection depends on a later observation.
 * Throws RangeError as the detector does.
 */
export function detectSeries(
  observations: readonly Observation[],
  options: DetectorOptions & GateOptions = {},
): { detections: Detection[]; episodes: Episode[] } {
  const detector = createDetector(options);
  const gate = createGate(options);
  const detections = observations.map(({ at, value, outlook }) => detector.update(at, value, outlook));
  const episodes = new Map<number, Episode>();
  for (const detection of detections)
    for (const episode of gate.push(detection)) episodes.set(episode.startAt, episode);
  return { detections, episodes: [...episodes.values()] };
}
