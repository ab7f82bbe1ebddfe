import { describe, expect, it } from 'vitest';
import { drawSeries } from './draw-series.ts';
import { flatForecast, hourMs, noon, plainChart } from './testing/charts.ts';
import { cornersOf, elementsOf, placesOf } from './testing/read-svg.ts';

const textsOf = (svg: string): string[] =>
  elementsOf(svg)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text);

describe('a series', () => {
  it('is a line through its points, on the scales that the ticks stand on', () => {
    const chart = plainChart();
    const svg = drawSeries(chart);
    const { x, y, frame } = placesOf(chart);
    const [path] = elementsOf(svg, 'history');
    expect(cornersOf(path)).toEqual(chart.history.map(({ at, value }) => [x(at), y(value)]));
    const [, label] = elementsOf(svg, 'value-axis');
    expect(frame.valueTicks.map((tick) => tick.label)).toContain('20');
    expect(Number(label?.attributes.y)).toBeCloseTo(y(frame.valueTicks[0]?.value ?? Number.NaN) + 4, 1);
    expect(frame.x(chart.from)).toBe(frame.left);
    expect(frame.x(chart.to)).toBe(frame.right);
  });

  it('has no line where data is missing, but a tint, and a dot where a point stands alone', () => {
    const chart = plainChart();
    const history = chart.history.filter((_, hour) => hour < 10 || hour === 12 || hour > 15);
    const svg = drawSeries({ ...chart, history });
    const { x } = placesOf({ ...chart, history });
    const drawn = elementsOf(svg, 'history');
    expect(drawn.map(({ name }) => name)).toEqual(['path', 'circle', 'path']);
    expect(drawn.filter(({ name }) => name === 'path').map((one) => cornersOf(one).length)).toEqual([10, 8]);
    expect(elementsOf(svg, 'gaps').map(({ attributes }) => Number(attributes.x))).toEqual([
      x(history[9]?.at ?? 0),
      x(history[10]?.at ?? 0),
    ]);
    expect(textsOf(svg)).toContain('no data');
    expect(elementsOf(drawSeries({ ...chart, history, gapMs: null }), 'history')).toHaveLength(1);
  });

  it('keeps every spike of 100,000 points, in no more than four points for each pixel', () => {
    const history = Array.from({ length: 100_000 }, (_, index) => ({
      at: noon + index * 1_000,
      value: index % 9_973 === 0 ? 500 : index % 10,
    }));
    const chart = plainChart({ history, from: noon, to: noon + 1e8, gapMs: null });
    const svg = drawSeries(chart);
    const { y, frame } = placesOf(chart);
    const corners = cornersOf(elementsOf(svg, 'history')[0]);
    expect(corners.length).toBeLessThanOrEqual(4 * (frame.right - frame.left + 1));
    expect(corners.filter(([, pixel]) => pixel === y(500))).toHaveLength(11);
    expect(svg.length).toBeLessThan(60_000);
  });

  it('without points is a picture that says so, with its axis of time', () => {
    const svg = drawSeries(plainChart({ history: [] }));
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['no points in this range', 'flights.departures']));
    expect(elementsOf(svg, 'time-axis').length).toBeGreaterThan(5);
    expect(elementsOf(svg, 'value-axis')).toEqual([]);
  });
});

describe('a forecast', () => {
  const chart = plainChart({ forecast: flatForecast });
  const svg = drawSeries(chart);
  const { x, y } = placesOf(chart);

  it('is a dashed line through its means, from the newest point on', () => {
    const [mean] = elementsOf(svg, 'forecast');
    expect(mean?.attributes['stroke-dasharray']).toMatch(/\d/);
    const corners = cornersOf(mean);
    expect(corners[0]).toEqual([x(noon), y(30)]);
    expect(corners.slice(1)).toEqual(flatForecast.means.map(({ at }) => [x(at), y(15)]));
  });

  it('lies in its intervals, the narrower in the wider, below the lines', () => {
    const bands = elementsOf(svg, 'bands');
    expect(bands.map(({ attributes }) => attributes['data-level'])).toEqual(['95', '80']);
    const reach = bands.map((band) => cornersOf(band).map(([, pixel]) => pixel));
    expect(reach.map((pixels) => [Math.min(...pixels), Math.max(...pixels)])).toEqual([
      [y(25), y(5)],
      [y(20), y(10)],
    ]);
    expect(svg.indexOf('class="bands"')).toBeLessThan(svg.indexOf('class="history"'));
  });

  it('does not start at a point that lies far before it', () => {
    const history = chart.history.slice(0, 10);
    expect(cornersOf(elementsOf(drawSeries({ ...chart, history }), 'forecast')[0])[0]).toEqual([
      x(noon + hourMs),
      placesOf({ ...chart, history }).y(15),
    ]);
  });

  it('of one step is a dot in a bar', () => {
    const one = {
      means: flatForecast.means.slice(0, 1),
      bands: flatForecast.bands.map(({ level, points }) => ({ level, points: points.slice(0, 1) })),
    };
    const drawn = drawSeries(plainChart({ forecast: one, history: [] }));
    expect(elementsOf(drawn, 'forecast').map(({ name }) => name)).toEqual(['circle']);
    expect(elementsOf(drawn, 'bands').map(({ name }) => name)).toEqual(['rect', 'rect']);
  });

  it('does not flatten the series when its intervals are without measure', () => {
    const wild = { level: 99, points: flatForecast.means.map(({ at }) => ({ at, lower: -1e9, upper: 1e9 })) };
    const wide = { ...chart, forecast: { ...flatForecast, bands: [wild] } };
    expect(placesOf(wide).y(0) - placesOf(wide).y(30)).toBeGreaterThan(30);
    expect(drawSeries(wide)).not.toContain('NaN');
  });
});

describe('what matters in it', () => {
  it('has a line at each threshold, named by its value', () => {
    const chart = plainChart({ thresholds: [25, 1_234.5] });
    const svg = drawSeries(chart);
    const { y } = placesOf(chart);
    const lines = elementsOf(svg, 'thresholds');
    expect(lines.map(({ attributes }) => [Number(attributes.y1), Number(attributes.y2)])).toEqual([
      [y(25), y(25)],
    ]);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['threshold 25', 'threshold 1,234.5 (higher up)']));
  });

  it('has a mark of its own shape for each severity, at the peak', () => {
    const severities = ['low', 'medium', 'high', 'critical'] as const;
    const anomalies = severities.map((severity, index) => ({
      at: noon - index * hourMs,
      value: 30,
      severity,
    }));
    const chart = plainChart({ anomalies });
    const svg = drawSeries(chart);
    const { x, y } = placesOf(chart);
    const marks = elementsOf(svg, 'anomalies');
    expect(marks.map(({ attributes }) => attributes['data-severity'])).toEqual([...severities]);
    expect(marks[0]?.attributes).toMatchObject({ cx: String(x(noon)), cy: String(y(30)) });
    expect(new Set(marks.map(({ attributes }) => attributes.points?.split(' ').length)).size).toBe(3);
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['low anomaly', 'critical anomaly']));
  });

  it('has the expected crossing on its threshold, with its range', () => {
    const crossing = {
      ...{ at: noon + 9 * hourMs, earliest: noon + 7 * hourMs, latest: noon + 12 * hourMs },
      ...{ probability: 0.934, threshold: 25 },
    };
    const chart = plainChart({ crossing, thresholds: [25], timeZone: 'America/New_York' });
    const svg = drawSeries(chart);
    const { x, y } = placesOf(chart);
    const [median, bar] = elementsOf(svg, 'crossing');
    expect(Number(median?.attributes.x1)).toBe(x(crossing.at));
    expect(bar?.attributes).toMatchObject({
      x1: String(x(crossing.earliest)),
      x2: String(x(crossing.latest)),
      y1: String(y(25)),
    });
    expect(textsOf(svg)).toContain(
      'expected crossing 21 Nov 16:00 (80 %: 21 Nov 14:00 to 21 Nov 19:00, p = 0.93)',
    );
  });

  it('has the present, where it is in the picture', () => {
    expect(elementsOf(drawSeries(plainChart({ now: noon })), 'now')).toHaveLength(1);
    expect(elementsOf(drawSeries(plainChart({ now: noon + 1e9 })), 'now')).toHaveLength(0);
  });
});

describe('the picture', () => {
  it('is the same, byte for byte, for the same chart, and has no ids, style or script', () => {
    const chart = plainChart({ forecast: flatForecast, thresholds: [20], now: noon });
    expect(drawSeries(chart)).toBe(drawSeries(structuredClone(chart)));
    expect(drawSeries(chart)).not.toMatch(/ (id|style|href)=|<(style|script|image|a)\b/);
  });

  it('lets no text become markup', () => {
    const evil = `</text><script>alert("1")</script>\u0000\ud800'&`;
    const svg = drawSeries(
      plainChart({ title: evil, labels: { [evil]: evil }, unit: evil, note: evil, width: 2_000 }),
    );
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;');
    expect(svg).not.toMatch(/p{Cc}|[\ud800-\udfff]/);
  });

  it('is told in words to those who do not see it', () => {
    const svg = drawSeries(plainChart({ forecast: flatForecast, thresholds: [20] }));
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title>flights\.departures<\/title><desc>/);
    expect(elementsOf(svg).find(({ name }) => name === 'desc')?.text).toBe(
      'flights.departures; airport=ATL · in flights · time in UTC. From Fri 20 Nov 2026, 12:00 to Sun 22 Nov 2026, 12:00. Observed: 24 points, the last 30 at Sat 21 Nov 2026, 12:00. Forecast: 15 on average at Sun 22 Nov 2026, 12:00, 10 to 20 with 80 %, 5 to 25 with 95 %. Threshold 20.',
    );
  });

  it('cuts a title that is too long, and stays within its size', () => {
    const svg = drawSeries(plainChart({ title: 'w'.repeat(200), width: 320, height: 200 }));
    expect(textsOf(svg)[0]).toMatch(/^w{10,30}…$/);
    for (const { name, attributes } of elementsOf(svg, 'heading').filter((one) => one.name === 'text')) {
      expect([name, Number(attributes.x) >= 0 && Number(attributes.x) < 320]).toEqual(['text', true]);
    }
  });

  it.each([
    ['constant', [7, 7, 7]],
    ['all zero', [0, 0]],
    ['as large as numbers get', [-Number.MAX_VALUE, Number.MAX_VALUE]],
    ['as small as numbers get', [5e-324, 0]],
  ])('has finite places for values that are %s', (_, values) => {
    const history = values.map((value, index) => ({ at: noon + index * hourMs, value }));
    expect(drawSeries(plainChart({ history, thresholds: [...values] }))).not.toMatch(/NaN|Infinity/);
  });

  it.each([
    ['too small', { width: 100 }],
    ['too large', { height: 100_000 }],
    ['of no time', { to: noon - 24 * hourMs }],
  ])('refuses a picture that is %s', (_, change) => {
    expect(() => drawSeries(plainChart(change))).toThrow(RangeError);
  });
});
