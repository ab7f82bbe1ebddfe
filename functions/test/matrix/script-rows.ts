/**
 * What a script reaches. `nothing`: no store. `local`: a store in memory or the emulator of a demo project, never a project
 * that somebody names. `every organization`: a project that is named, over all of its organizations; it is run here.
 */
export interface ScriptRow {
  readonly reaches: 'nothing' | 'local' | 'every organization';
  readonly why: string;
}

/** A row for each script of package.json. One without is a hole. */
export const scriptRows: Readonly<Record<string, ScriptRow>> = {
  start: { reaches: 'local', why: 'the emulator suite of the demo project, or a store in memory' },
  test: { reaches: 'nothing', why: 'starts the steps; what they reach is theirs' },
  build: { reaches: 'nothing', why: 'the compiler' },
  typecheck: { reaches: 'nothing', why: 'the compiler' },
  lint: { reaches: 'nothing', why: 'Biome' },
  format: { reaches: 'nothing', why: 'Biome' },
  forecast: { reaches: 'local', why: 'forecasts files; types of the store alone' },
  detect: { reaches: 'local', why: 'detects in files; types of the store alone' },
  rehearse: { reaches: 'local', why: 'rehearses on files, in a store in memory' },
  reproduce: { reaches: 'local', why: 'forecasts files; types of the store alone' },
  train: { reaches: 'nothing', why: 'fits weights to files' },
  simulate: { reaches: 'nothing', why: 'plans on a clock of its own' },
  export: { reaches: 'nothing', why: 'the API, with a key that it is given' },
  'backfill-expiry': {
    reaches: 'every organization',
    why: 'gives documents from before there was expireAt one; adds that field and nothing else',
  },
  bench: { reaches: 'local', why: 'an organization of its own on the emulator' },
  evaluate: { reaches: 'nothing', why: 'measures on files' },
  fuzz: { reaches: 'nothing', why: 'forecasts generated series' },
  'check-alertmanager': { reaches: 'nothing', why: 'compares the planner with Alertmanager' },
  matrix: { reaches: 'local', why: 'organizations of its own on the emulator' },
  'fuzz-api': { reaches: 'local', why: 'organizations of its own on the emulator' },
};
