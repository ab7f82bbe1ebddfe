/** What `--help` prints. */
export const usage = `Downloads everything that an organization owns, as files: gzipped NDJSON for each collection, and points.csv.gz.

  npm run --silent export -- --url https://… --key iv_… --out folder [options]

  --url address   of the API
  --key key       an API key with exports:read, and exports:write to begin an export; or EXPORT_KEY in the environment,
                  which other users of the machine cannot see
  --out folder    where the files go; made where it is not there
  --export id     an export that was begun before, instead of a new one
  -h, --help      this

Run again with the same folder it goes on where it was: export.json in the folder says with which export and how far each
file is. Each file is held against its SHA-256 when it is whole. Progress goes to standard error, the folder's files to
standard output, a line each.

Exit code: 0 all files are there, 1 the export failed or a file is not what it should be, 2 wrong usage, 130 after Ctrl-C.
`;
