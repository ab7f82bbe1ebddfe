import type { ProblemType } from '../problem-type.ts';

const outOfRange = (what: string, fix: string): ProblemType => ({
  title: `${what} is out of range`,
  code: 'invalid-argument',
  happened: `The forecasting engine does not take this: ${what.toLowerCase()} is outside what it can compute. \`detail\` says the bounds.`,
  fix: [fix],
});

/** What forecasting and detection can refuse. */
export const analysisProblems = {
  SERIES_EMPTY: {
    title: 'The series has no points',
    code: 'failed-precondition',
    happened: 'There is nothing to forecast from yet.',
    fix: ['Send points with `POST /v1/ingest`, then ask again.'],
    mistakes: ['Labels that name another series: the same key with other labels is another series.'],
  },
  LEAVES_NOT_DISTINCT: {
    title: 'Two of the series have the same labels',
    code: 'failed-precondition',
    happened: 'Series that are to be summed are told apart by their labels, and two of them have the same.',
    fix: ['Delete the metric document that was made by hand: the API gives series of equal labels one id.'],
  },
  SERIES_TOO_SHORT: {
    title: 'The series is too short for this model',
    code: 'invalid-argument',
    happened: 'The model that was asked for by name needs more points than the series has.',
    fix: [
      'Leave `model` at `auto`, which chooses among the models that the history allows.',
      'Or ingest more history.',
    ],
  },
  NO_OBSERVATIONS: {
    title: 'There are no observations to forecast from',
    code: 'invalid-argument',
    happened: 'The forecast was asked for without a single usable point.',
    fix: ['Send at least one point, better two seasons of them.'],
  },
  OBSERVATION_NOT_FINITE: {
    title: 'An observation is not a finite number',
    code: 'invalid-argument',
    happened: 'A point is NaN or infinite, which no model can learn from.',
    fix: ['Leave such points out: gaps are filled, and the model card says how many.'],
  },
  HORIZON_OUT_OF_RANGE: outOfRange('Horizon', 'Ask for a horizon within the bounds.'),
  LEVEL_OUT_OF_RANGE: outOfRange('Level', 'Give levels in percent, above 0 and below 100.'),
  QUANTILE_OUT_OF_RANGE: outOfRange(
    'Quantile',
    'Give probabilities above 0 and below 1, at most 99 of them.',
  ),
  SEASON_LENGTH_OUT_OF_RANGE: outOfRange('Season length', 'Give season lengths in steps, from 2 upwards.'),
  RESOLUTION_OUT_OF_RANGE: outOfRange('Resolution', 'Check the instants of the points: is their unit right?'),
  TIME_ZONE_UNKNOWN: {
    title: 'The time zone is unknown',
    code: 'invalid-argument',
    happened:
      'The steps of the forecast were to follow the wall clock of a zone that is not in the IANA database.',
    fix: ['Give a name such as `Europe/Vienna`, or leave `timeZone` out for UTC.'],
    mistakes: ['An offset such as `+02:00`, which knows no daylight saving.'],
  },
  BOUNDS_OUT_OF_ORDER: {
    title: 'The bounds are out of order',
    code: 'invalid-argument',
    happened: 'The lower bound of the forecast is not below the upper one.',
    fix: ['Give a `minimum` below `maximum`, or leave one of them out.'],
  },
  RANGE_TOO_LARGE: {
    title: 'The range holds more points than one request looks at',
    code: 'invalid-argument',
    happened:
      'Detection over a stored series, and a rehearsal of an alert rule, read its points; this range has too many of them for one request.',
    fix: ['Narrow `from` and `to`, and ask for each part by itself.'],
  },
  WORK_TOO_LARGE: {
    title: 'The request asks for more than one request does',
    code: 'invalid-argument',
    status: 413,
    happened:
      'The forecasts that were asked for, or the numbers of their answer, are more than one request makes in the time that clients wait. Nothing was kept.',
    fix: [
      "Send fewer series a request: `num_partitions` in Nixtla's client does that.",
      'Sum fewer series by narrower `labels`, or let a forecast job with `hierarchy` do it, which has more time.',
      'Or ask for fewer windows, a shorter horizon or fewer levels; of a rehearsal, for more steps between forecasts (`forecastEvery`).',
    ],
  },
  TIMEGPT_NOT_CONFIGURED: {
    title: 'This deployment has no account with TimeGPT',
    code: 'failed-precondition',
    happened: "The forecast was asked of Nixtla's TimeGPT by name, and nothing here can ask it.",
    fix: [
      'Leave `backend` at `auto`, which forecasts with our own ensemble.',
      'Or set `timeGptEnabled` in `functions/src/config/deployment.ts`, store the key with `firebase functions:secrets:set NIXTLA_API_KEY`, and deploy.',
    ],
  },
  ANALYSIS_CONTENDED: {
    title: 'The series is being analysed by another request',
    code: 'aborted',
    happened: 'Several requests brought points of this series at the same moment, and this one gave way.',
    fix: ['Send the request again: points that are stored are not stored twice.'],
  },
  FORECAST_JOB_INVALID: {
    title: 'The forecast job cannot run as it is',
    code: 'failed-precondition',
    happened: 'The spec of the job has problems, listed in `problems`.',
    fix: ['Correct the spec with `PATCH /v1/forecast-jobs/{jobId}`, then run it.'],
    mistakes: [
      'A cron schedule of six fields: five are expected.',
      'A time zone abbreviation instead of a name such as `Europe/Vienna`.',
    ],
  },
  RUN_FINISHED: {
    title: 'The run is over',
    code: 'failed-precondition',
    happened: 'Only a run that waits or is under way can be cancelled; this one ended by itself.',
    fix: ['Look at `state`. Forecasts that a run made stay; start another run where they are wrong.'],
  },
  RUN_INTERRUPTED: {
    title: 'The run was interrupted',
    code: 'unavailable',
    happened: 'The worker of this run lost it before the end; another takes it over.',
    fix: ['Nothing to do: look at the run again in a few minutes.'],
  },
  RUN_LEASE_HELD: {
    title: 'Another worker has this run',
    code: 'aborted',
    happened: 'The run is under way elsewhere.',
    fix: ['Nothing to do: look at the run again in a few minutes.'],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
