import { type CellKind, type CellResult, cellKinds, type Hole } from './cell.ts';
import { openMatrix } from './open-matrix.ts';

export interface MatrixReport {
  readonly cells: number;
  readonly subjects: number;
  /** Cells by what they attack. */
  readonly byKind: Readonly<Record<CellKind, number>>;
  /** What no row covers. */
  readonly holes: readonly Hole[];
  /** Cells that did not end as they have to. */
  readonly failed: readonly CellResult[];
}

/** Runs every cell on the Firestore emulator that the environment names. */
export async function runMatrix(
  progress: (subject: string, done: number, subjects: number) => void = () => undefined,
): Promise<MatrixReport> {
  const matrix = openMatrix();
  const results: CellResult[] = [];
  try {
    for (const [done, subject] of matrix.subjects.entries()) {
      progress(`${subject.kind} ${subject.name}`, done, matrix.subjects.length);
      results.push(...(await subject.run()));
    }
  } finally {
    await matrix.close();
  }
  return {
    cells: results.length,
    subjects: matrix.subjects.length,
    byKind: Object.fromEntries(
      cellKinds.map((kind) => [kind, results.filter((result) => result.kind === kind).length]),
    ) as Record<CellKind, number>,
    holes: matrix.holes,
    failed: results.filter(({ faults }) => faults.length > 0),
  };
}
