import type { AnalysisState } from '../../contracts/anomaly.ts';
import type { DetectionSettings } from '../../contracts/detection-settings.ts';
import type { Metric } from '../../contracts/metric.ts';
import type { DetectorOptions } from '../../detection/index.ts';

/** The settings that move what is learnt, as the state remembers them. */
export function seasonSettingsOf({
  seasonLengths,
  timeZone,
}: DetectionSettings): AnalysisState['seasonSettings'] {
  return { seasonLengths, timeZone };
}

/** Whether the series was replayed with these settings. */
export function hasSeasonsOf(
  { seasonSettings }: Pick<AnalysisState, 'seasonSettings'>,
  settings: DetectionSettings,
): boolean {
  return JSON.stringify(seasonSettings) === JSON.stringify(seasonSettingsOf(settings));
}

/** Options of a detector that starts anew; the resolution, where it is known, spares it finding out. */
export function detectorOptions(
  { sensitivity, seasonLengths, timeZone }: Omit<DetectionSettings, 'enabled'>,
  resolution: Metric['resolution'] = null,
): DetectorOptions {
  return {
    sensitivity,
    ...(resolution?.unit === 'millisecond' ? { resolutionMs: resolution.count } : {}),
    ...(seasonLengths === null ? {} : { seasonLengths }),
    ...(timeZone === null ? {} : { timeZone }),
  };
}
