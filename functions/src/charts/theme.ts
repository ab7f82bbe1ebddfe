import type { AnomalySeverity } from '../contracts/anomaly.ts';
import type { ChartTheme } from '../contracts/chart.ts';

/** The colours of a chart. */
export interface Palette {
  readonly background: string;
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly gap: string;
  readonly history: string;
  readonly forecast: string;
  readonly threshold: string;
  readonly crossing: string;
  readonly severities: Readonly<Record<AnomalySeverity, string>>;
}

/**
 * Hues of Okabe and Ito (2008, "Color Universal Design"), darkened or lightened for text-like contrast against each
 * background. No meaning rests on hue alone: lines differ in dashes, anomalies in shape, and thresholds carry their value.
 */
export const palettes: Readonly<Record<ChartTheme, Palette>> = {
  light: {
    background: '#ffffff',
    text: '#1b1f24',
    muted: '#57606a',
    grid: '#e4e7eb',
    gap: '#eef0f2',
    history: '#0b5394',
    forecast: '#00795a',
    threshold: '#1b1f24',
    crossing: '#a0307a',
    severities: { low: '#b07800', medium: '#c65200', high: '#b2182b', critical: '#6d0019' },
  },
  dark: {
    background: '#12161c',
    text: '#e8ebef',
    muted: '#a3adb8',
    grid: '#2a313a',
    gap: '#20262e',
    history: '#6cb8f0',
    forecast: '#35d0a2',
    threshold: '#e8ebef',
    crossing: '#ee9bd0',
    severities: { low: '#f2c14e', medium: '#ff9a4d', high: '#ff6b6b', critical: '#ff3d5a' },
  },
};

/** First choice is what PNGs are drawn with; browsers that lack it take their own. */
export const fontFamily = "'Noto Sans', system-ui, sans-serif";

/** Sizes of type in pixels. */
export const typeSize = { title: 15, text: 11.5 } as const;
