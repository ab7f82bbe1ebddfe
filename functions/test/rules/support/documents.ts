import { serverTimestamp } from 'firebase/firestore';

type Document = Record<string, unknown>;

/** The instant of the request, as rules see it in `request.time`. */
export const requestTime = () => serverTimestamp();

export const before = new Date('2026-01-01T00:00:00Z');

/** Origin of a document that a client makes now. */
export const madeBy = (uid: string): Document => ({
  createdAt: requestTime(),
  updatedAt: requestTime(),
  createdBy: `user:${uid}`,
});

/** Origin of a document that was made before. */
export const madeBefore: Document = { createdAt: before, updatedAt: before, createdBy: 'user:founder' };

/** What a person edits of an alert rule, every field given. */
export const alertRule: Document = {
  name: 'ATL departures above 60 an hour soon',
  enabled: true,
  selector: { metric: 'flights.departures', labels: { airport: 'ATL' } },
  condition: {
    type: 'forecast-breach',
    direction: 'above',
    threshold: 60,
    withinSeconds: 21_600,
    probability: 0.8,
  },
  forSeconds: 0,
  recovery: null,
  severity: 'warning',
  labels: { team: 'ground' },
  annotations: { summary: 'departures of ATL', description: 'more departures than gates' },
};

/** What a rule may have besides: older clients do not know of it. */
export const optionalRuleFields: Document = { noData: null, notify: null, status: null };

/** What a person edits of an ingestion source. */
export const ingestionSource: Document = {
  name: 'warehouse export',
  type: 'csv',
  enabled: true,
  labels: { site: 'vienna' },
  connectionId: null,
  lastReceivedAt: null,
};

/** A forecast job's spec with every field that there is. */
export const forecastJobSpec: Document = {
  name: 'every hour',
  selector: { metric: 'flights.departures', labels: {} },
  schedule: '0 * * * *',
  timeZone: 'Europe/Vienna',
  paused: false,
  catchUp: 'latest',
  horizon: 48,
  levels: [80, 95],
  backend: 'auto',
  model: 'auto',
  seasonLengths: [24],
  bounds: { minimum: 0 },
  quantiles: [0.1],
  crossings: [{ threshold: 60, direction: 'above' }],
  regressors: [{ name: 'promotion', metric: 'promotion', future: { '2026-12-01': 1 } }],
  events: [{ name: 'fair', occurrences: [{ from: '2026-12-05' }] }],
  holidays: { country: 'AT' },
  regression: 'always',
  effects: 'additive',
  freshness: { maxAge: '6h', whenStale: 'wait', waitAtMost: '2h' },
  failWhen: { failedShare: 0.5 },
  onFailure: { alertAfter: 3, severity: 'error', backOff: true },
  keep: { runs: '30d', forecasts: '400d' },
  hierarchy: { by: ['airport'] },
  resolution: 'hourly',
  aggregate: 'sum',
  repair: 'auto',
};
