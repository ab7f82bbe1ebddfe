import { describe, expect, it } from 'vitest';
import { coloursOf, readPng } from '../../../test/support/read-png.ts';
import { drawSeries } from '../../charts/draw-series.ts';
import { flatForecast, plainChart } from '../../charts/testing/charts.ts';
import { palettes } from '../../charts/theme.ts';
import { rasterise } from './rasterise.ts';

describe.each(['light', 'dark'] as const)('a %s chart as PNG', (theme) => {
  it.each([
    [640, 320],
    [1_200, 500],
  ])('of %i × %i pixels has that size and the colours of what it shows', async (width, height) => {
    const chart = plainChart({ width, height, theme, forecast: flatForecast });
    const picture = readPng(await rasterise(drawSeries(chart)));
    expect(picture).toMatchObject({ width, height });
    const colours = coloursOf(picture);
    const { background, history, forecast } = palettes[theme];
    expect(colours.get(background)).toBeGreaterThan((width * height) / 2);
    for (const colour of [history, forecast]) expect(colours.get(colour)).toBeGreaterThan(50);
  });
});

describe('text in a PNG', () => {
  const inkOf = async (title: string): Promise<number> => {
    const svg = drawSeries(plainChart({ title }));
    return coloursOf(readPng(await rasterise(svg))).get(palettes.light.text) ?? 0;
  };

  it('is there, without any font of the machine', async () => {
    const bare = await inkOf(' ');
    expect((await inkOf('Departures ΩЖé')) - bare).toBeGreaterThan(150);
  });

  it('is the same each time', async () => {
    const svg = drawSeries(plainChart({ title: 'Departures' }));
    expect(Buffer.compare(await rasterise(svg), await rasterise(svg))).toBe(0);
  });
});
