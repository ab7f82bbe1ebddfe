/** What is attacked: a route of the table, a page beside it, a collection under rules, a script, a function. */
export const cellKinds = ['route', 'page', 'collection', 'script', 'function'] as const;

export type CellKind = (typeof cellKinds)[number];

/** One thing that is tried: by whom, on what, and how it has to end. */
export interface Cell {
  readonly kind: CellKind;
  /** `post /v1/forecast`, `metrics`, `backfill-expiry`, `analyseSeries`. */
  readonly subject: string;
  /** Who asks, or with what: `revoked key`, `role viewer`, `foreign ids in {metricId}`. */
  readonly credential: string;
  /** How it has to end: `401 API_KEY_INVALID`, `passes`, `refused`, `nothing of the other organization`. */
  readonly expectation: string;
}

/** A cell that was run, and what was not as it has to be; no faults where all was. */
export interface CellResult extends Cell {
  readonly faults: readonly string[];
}

/** Something that no row covers, and what to add where. */
export interface Hole {
  readonly kind: CellKind;
  readonly subject: string;
  readonly message: string;
}

/** The cells of one subject, run together. */
export interface Subject {
  readonly kind: CellKind;
  readonly name: string;
  run(): Promise<readonly CellResult[]>;
}

/** A part of the matrix: what it attacks, and what it has no row for. */
export interface MatrixPart {
  readonly subjects: readonly Subject[];
  readonly holes: readonly Hole[];
}
