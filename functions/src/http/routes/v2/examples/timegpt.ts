/** A week of days, and two: enough to show the form. */
const y = [12, 15, 14, 18, 17, 9, 8, 13, 15, 15, 19, 18, 9, 7, 31, 33, 35, 36, 38];

/** Two series as requests carry them. */
export const seriesExample = { y, sizes: [14, 5] };

const tokens = { input_tokens: 19, finetune_tokens: 0 };

/** One series long enough to be judged: 40 hours, the last of them out of the ordinary. */
export const judgedSeriesExample = {
  y: Array.from({ length: 40 }, (_, hour) => (hour === 39 ? 90 : 20 + (hour % 4))),
  sizes: [40],
};

/** Answers of the operations, shortened to what the examples of their requests ask for. */
export const answerExamples = {
  forecast: {
    mean: [14.1, 38.9],
    intervals: { 'lo-80': [12.2, 37.1], 'hi-80': [16, 40.7] },
    weights_x: null,
    feature_contributions: null,
    ...tokens,
    output_tokens: 2,
  },
  crossValidation: {
    mean: [7.9, 36.8],
    sizes: [1, 1],
    idxs: [13, 18],
    intervals: null,
    feature_contributions: null,
    ...tokens,
    output_tokens: 2,
  },
  anomalies: {
    mean: [22.4, 22.1],
    sizes: [2],
    anomaly: [false, true],
    intervals: { 'lo-99': [17.8, 17.6], 'hi-99': [27, 26.6] },
    weights_x: null,
    ...tokens,
    input_tokens: 40,
    output_tokens: 2,
  },
  onlineAnomalies: {
    mean: [22.1],
    sizes: [1],
    idxs: [39],
    anomaly: [true],
    anomaly_score: [38.9],
    accumulated_anomaly_score: null,
    intervals: { 'lo-99': [17.6], 'hi-99': [26.6] },
    ...tokens,
    input_tokens: 40,
    output_tokens: 1,
  },
};
