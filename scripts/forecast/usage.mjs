/**
 * What `--help` prints.
 *
 * @param {readonly string[]} modelNames
 */
export const usage = (
  modelNames,
) => `Forecasts series of numbers with intervals: one series a line in, one forecast a line out, in the same order.

  npm run --silent forecast -- [options] < series.jsonl > forecasts.jsonl

In, JSON lines      {"id":"sales","values":[12,15,null,14],"horizon":6,"seasonLength":12,"frequency":"monthly","start":"2024-01-01"}
                    "id" and "values" are needed; null is a gap; a "seasonLength" of 1 says that there is no season, without
                    one it is looked for; "start" needs a "frequency"; "resolution", "aggregate" and "timeZone" are as the
                    options of these names. Fields that are not named here are left alone.
                    What explains it: "regressors":[{"name":"price","history":[…],"future":[…]}], a value for each of "values"
                    and for each step; "events":[{"name":"fair","occurrences":[{"from":"2024-05-01","to":"2024-05-04"}]}];
                    "holidays":"AT". Then "contributions" say what each of them adds to each step.
In, CSV             a header with value (or y), id (or unique_id) and timestamp (or ds); a row for each value. Needs --horizon.
                    Either may be gzipped.
Out, JSON lines     {"id","mean":[…],"intervals":[{"level":95,"lower":[…],"upper":[…]}],"model":{…},"cautions":[…]}
                    with "at":[…], the instants, where the input says when it begins. In the place of a series that cannot
                    be forecast stands {"line":7,"error":"…"}, with its "id" where it has one.

What is forecast
  --horizon n         steps ahead, for series that do not say
  --levels 80,95      of the intervals, in percent (default 80,95)
  --quantiles 0.1,0.9 adds "quantiles":[{"probability":0.1,"values":[…]},…]
  --cross ">500"      adds "crossings":[{"threshold":500,"direction":"above","probability":0.4,"step":3,…}]: how probably it is
                      reached at one of the steps, and when first; "<10 within 12" from above, in the first 12 steps.
                      May be given several times.
  --paths n           adds "paths":[[…],…], n paths that the series may take (at most 1,000), by --seed (default 1)
  --model name        auto (default: the engine tests and combines methods), or one of
                      ${modelNames.filter((name) => name !== 'auto').join(', ')}
  --frequency name    for series that do not say: hourly, daily, weekly, monthly, quarterly, yearly, 15min, …
  --holidays place    of a country, state or region (AT, DE-BY) explain series without "holidays" of their own; these need a
                      start and a frequency
  --season-length n   in steps, for series that do not say; 1 for none
  --resolution name   of the forecast, where the values are denser: hourly, daily, 15min, PT1H, …
  --aggregate name    how denser values become one: mean (default), sum, last, min, max
  --time-zone name    whose clock the steps follow, such as Europe/Vienna (default UTC)
  --minimum n, --maximum n, --integer
                      what the values can be at all; with --reconcile each series, and sums keep to it
  --repair name       of outliers and changes of level in the history: auto (default) or none

Series that add up
  --reconcile sums    what to sum by, from the "labels" of each line: "*;region;region,product" is the total, the regions,
                      and the products of each. All series are read first; a line for each sum follows those of the series
  --method name       auto (default), bottom-up, ols, wls-structural, mint-shrink

Reading and writing
  --input file        instead of standard input
  --output file       instead of standard output
  --format name       jsonl or csv (default: recognised by the first line)
  --grouped           the rows of each id of a CSV stand together: forecast while reading, in little memory
  --jobs n            worker threads (default 1; auto: one for each core). The output is the same to the last bit.

What is told besides, on standard error
  --backtest          how accurate the forecasts were on their own past, beside the seasonal naive forecast
  --report file       the same, into a file
  --plot              draws each forecast
  --progress          how far it is, also where standard error is no terminal
  -h, --help          this

Exit code: 0 all forecast, 1 some lines failed (see the error lines), 2 wrong usage or a file that cannot be read or
written, 130 after Ctrl-C, 141 when the reader of the output went away.

Examples
  echo '{"id":"a","values":[3,5,4,6,5,7,6,8],"horizon":4}' | npm run --silent forecast
  npm run --silent forecast -- --jobs auto --backtest --input series.jsonl --output forecasts.jsonl
  npm run --silent forecast -- --quantiles 0.05,0.5,0.95 --cross ">500 within 7" --paths 100 --seed 7 < series.jsonl
  npm run --silent forecast -- --horizon 28 --levels 50,90 --plot < sales.csv > forecasts.jsonl
  npm run --silent forecast -- --reconcile "*;region" --horizon 28 --backtest < shops.jsonl > forecasts.jsonl
  npm run --silent forecast -- --jobs auto < big.jsonl.gz | gzip > forecasts.jsonl.gz
  npm run --silent reproduce -- --forecast forecasts.jsonl --series series.jsonl      makes them again and compares
`;
