/** What `--help` prints. */
export const usage = `Says what an alert rule would have done over the history in a file: when it would have fired, for how long, and who would
have been told. The functions that decide in earnest decide here, under a clock that runs from point to point.

  npm run --silent rehearse -- --rule rule.json [options] < series.jsonl > timeline.jsonl

The rule            as POST /v1/alert-rules takes it, or as GET answers it. Without "selector" it watches all series. Channels
                    that it names are taken to be there.
In, JSON lines      {"id":"cpu","timestamps":[1714521600,1714521900,1714522200],"values":[12.5,null,13.1]}
                    "file" may stand for "id". Timestamps are epoch seconds (ms, us and ns are told by their size) or ISO 8601,
                    without an offset UTC; "start" and "frequency" may stand for them. null is a missing value. "metric",
                    "labels" and "unit" where there are some: the rule's selector is held against them.
In, CSV             a header with value (or y), timestamp (or ds), and id (or unique_id) where there are several series; a row
                    for each value. Either may be gzipped.
Out, JSON lines     {"id","at","from","to","reason","value","sent":[{"at","channel","kind","reason","notification"}],
                    "withheld":[{"at","channel","reason"}]}
                    one line for each change of an alert, in order of the clock, with what was told of the alert, and what was
                    not and why, up to its next change. The same "notification" at several alerts is one message.
                    In the place of a series that cannot be read stands {"line":7,"error":"…"}, with its names.

What is rehearsed
  --from time         points from here on are evaluated; those before are known history (default: the first point)
  --to time           where the clock stops (default: the last point). What would be told later is not part of the answer.
  --policies file     notification policies, a JSON array as POST /v1/notification-policies takes them: for rules without "notify"
  --silences file     silences, a JSON array as POST /v1/silences takes them, with "startsAt"
  --inhibitions file  inhibition rules, a JSON array as POST /v1/inhibition-rules takes them
  --summary           one JSON object of totals in the place of the timeline: episodes, notifications by channel, and for rules on
                      forecasts the lead before each breach, false alarms, and how often forecasts were right that said p

Rules on forecasts and anomalies
  --forecast-every n  steps from one forecast to the next (default: a season of the series, such as 24 hours; else 24)
  --season-length n   of the series, in steps (default: what the calendar suggests)
  --time-zone name    whose clock days follow, such as Europe/Vienna (default UTC)
  --sensitivity x     of the detector, from 0 to 1 (default 0.5)

Reading and writing
  --input file        instead of standard input
  --output file       instead of standard output
  --format name       jsonl or csv (default: recognised by the first line)
  --grouped           the rows of each id of a CSV stand together
  --progress          how far it is, on standard error, also where that is no terminal
  -h, --help          this

Exit code: 0 all rehearsed, 1 some lines failed (see the error lines), 2 wrong usage or a file that cannot be read or
written, 130 after Ctrl-C, 141 when the reader of the output went away.

Examples
  npm run --silent rehearse -- --rule rule.json < series.jsonl
  npm run --silent rehearse -- --rule rule.json --policies policies.json --silences silences.json --from 2026-11-01 < series.jsonl
  npm run --silent rehearse -- --rule forecast-rule.json --summary --forecast-every 12 --input sales.csv
`;
