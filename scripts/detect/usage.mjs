/** What `--help` prints. */
export const usage = `Says, row by row, what is surprising in series of numbers: one series a line in, one line of scores out, in the same order.

  npm run --silent detect -- [options] < series.jsonl > scores.jsonl

In, JSON lines      {"id":"cpu","timestamps":[1714521600,1714521900,1714522200],"values":[12.5,null,13.1]}
                    "file" may stand for "id"; both are repeated in the output. Timestamps are epoch seconds (ms, us and ns are
                    told by their size) or ISO 8601, without an offset UTC; "start" and "frequency" may stand for them.
                    null is a missing value. Fields that are not named here are left alone.
In, CSV             a header with value (or y), timestamp (or ds), and id (or unique_id) where there are several series; a row
                    for each value. Either may be gzipped.
Out, JSON lines     {"id","scores":[…],"anomalies":[{"startAt","peakAt","endAt","startRow","peakRow","endRow","points",
                    "peakScore","peakValue","expected","lower","upper","severity","kind","expert","explanation"}]}
                    A score for each row, from 0 to 1: how rare it is where that is news, 0.5 for 1 row in 10,000, on every
                    series; below the threshold where it is part of an anomaly that was told of. So one threshold raises one
                    alert. It depends on no later row. 0 where there is no verdict: too little history, a missing value, a row at or before an
                    instant that was seen. Rows count from 0; endAt and endRow are null while an anomaly may go on.
                    In the place of a series that cannot be read stands {"line":7,"error":"…"}, with its names.

What is reported
  --sensitivity x     from 0 (what is rarer than 1 row in a million) to 1 (than 1 in 100); default 0.5. It decides what is an
                      anomaly, how wide bands are, and what is news
  --seasons 288,2016  lengths of seasons in rows, up to four; none for no season (default: day and week, or what suits the
                      distance of the rows)
  --time-zone name    whose clock days and weeks follow, such as Europe/Vienna (default UTC)
  --rarity            adds "rarity":[…], how rare each row is, news or not
  --bands             adds "expected", "lower" and "upper", a number for each row or null

Reading and writing
  --input file        instead of standard input
  --output file       instead of standard output
  --format name       jsonl or csv (default: recognised by the first line)
  --grouped           the rows of each id of a CSV stand together: answered while reading, in little memory
  --jobs n            worker threads (default 1; auto: one for each core). The output is the same to the last bit.
  --progress          how far it is, on standard error, also where that is no terminal
  -h, --help          this

Exit code: 0 all answered, 1 some lines failed (see the error lines), 2 wrong usage or a file that cannot be read or
written, 130 after Ctrl-C, 141 when the reader of the output went away.

Examples
  npm run --silent detect < series.jsonl > scores.jsonl
  npm run --silent detect -- --sensitivity 0.7 --bands --input sales.csv --output scores.jsonl
  npm run --silent detect -- --jobs auto --input big.jsonl.gz | gzip > scores.jsonl.gz
`;
