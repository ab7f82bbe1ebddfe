import { describe, expect, it } from 'vitest';
import { forecastRequestSchema, forecastSchema } from './forecast.ts';
import { forecastJobSpecSchema } from './forecast-job.ts';

const metricId = 'met_0123456789abcdef0123456789abcdef';
const base = { metric: 'sales', horizon: 10 };
const promotion = { name: 'promotion', metric: 'promotion', future: 'stored' };
const fair = { name: 'fair', occurrences: [{ from: '2026-12-01' }] };

/** The pointers of what is wrong. */
const wrong = (more: object): string[] =>
  (forecastRequestSchema.safeParse({ ...base, ...more }).error?.issues ?? []).map(({ path }) =>
    path.join('.'),
  );

describe('regressors, events and holidays of a request', () => {
  it('may name another series by id or by key, or send values along', () => {
    expect(wrong({ regressors: [promotion], events: [fair], holidays: { country: 'AT' } })).toEqual([]);
    expect(wrong({ regressors: [{ name: 'x', history: [[0, 1]], future: [[1, 2]] }] })).toEqual([]);
    expect(wrong({ regressors: [{ name: 'x', metric: 'x', future: { '2026-12-01': 1 } }] })).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    [
      'two sources',
      { regressors: [{ ...promotion, history: [[0, 1]], future: undefined }] },
      ['regressors.0'],
    ],
    ['no source', { regressors: [{ name: 'x' }] }, ['regressors.0']],
    [
      'stored values of a history that is sent',
      { regressors: [{ name: 'x', history: [[0, 1]], future: 'stored' }] },
      ['regressors.0.future'],
    ],
    [
      'a name twice',
      { regressors: [promotion], events: [{ ...fair, name: 'promotion' }] },
      ['events.0.name'],
    ],
    ['a name of ours', { regressors: [{ ...promotion, name: 'baseline' }] }, ['regressors.0.name']],
    [
      'eleven regressors',
      { regressors: Array.from({ length: 11 }, (_, i) => ({ ...promotion, name: `r${i}` })) },
      ['regressors'],
    ],
    [
      'a lag that the last step cannot wait for',
      { regressors: [{ name: 'x', metric: 'x', lag: 9 }] },
      ['regressors.0.lag'],
    ],
    ['a long horizon', { horizon: 501, events: [fair] }, ['horizon']],
    ['another backend', { backend: 'timegpt', events: [fair] }, ['backend']],
    ['another model', { model: 'theta', events: [fair] }, ['model']],
    ['an event that never is', { events: [{ name: 'x', occurrences: [] }] }, ['events.0.occurrences']],
    [
      'a type of holiday that is none',
      { holidays: { country: 'AT', types: ['feast'] } },
      ['holidays.types.0'],
    ],
  ])('refuse %s', (_, more, pointers) => {
    expect(wrong(more)).toEqual(pointers);
  });

  it('leave requests without them as they were', () => {
    expect(wrong({ horizon: 2_000, model: 'theta', regression: 'always', effects: 'auto' })).toEqual([]);
    expect(Object.keys(forecastRequestSchema.parse(base))).toEqual([
      'metric',
      'horizon',
      'levels',
      'backend',
      'model',
    ]);
  });

  it('are limited in a job to what a document keeps', () => {
    const spec = { selector: { metricId }, schedule: '0 * * * *', horizon: 10 };
    expect(forecastJobSpecSchema.safeParse({ ...spec, regressors: [promotion] }).success).toBe(true);
    const pairs = { ...promotion, future: [['2026-12-01', 1]] };
    expect(forecastJobSpecSchema.safeParse({ ...spec, regressors: [pairs] }).success).toBe(false);
  });
});

describe('a forecast document', () => {
  it('from before regressors parses, without an explanation', () => {
    const old = {
      metricId,
      metricKey: 'sales',
      labels: {},
      unit: null,
      backend: 'statistical',
      horizon: 1,
      levels: [80],
      madeAt: new Date(0),
      from: new Date(1),
      to: new Date(1),
      points: [{ at: new Date(1), mean: 1, standardDeviation: 0, intervals: [] }],
      errorCorrelation: 0,
      card: {
        asked: { model: 'auto', seasonLengths: null, bounds: null },
        model: 'naive',
        weights: [],
        candidates: [],
        history: {
          from: new Date(0),
          to: new Date(0),
          observed: 1,
          gridLength: 1,
          gapsFilled: 0,
          duplicates: 0,
          resolution: { label: 'daily', unit: 'millisecond', count: 86_400_000 },
          seasonLengths: [],
          inputHash: '',
        },
        backtest: null,
        cautions: [],
        engineVersion: 'iv-forecast/0.1.0',
        durationMs: 1,
        cost: { documentReads: 1, documentWrites: 2 },
      },
    };
    const parsed = forecastSchema.parse(old);
    expect(parsed.card.explanation).toBeNull();
    expect(parsed.card.asked).not.toHaveProperty('regression');
    expect(parsed.points[0]).not.toHaveProperty('contributions');
  });
});
