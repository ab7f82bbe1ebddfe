/**
 * Counts documents read and written, as Firestore bills them: a query costs at least one read, a transaction that is
 * run again reads again.
 */
export class Meter {
  reads = 0;
  writes = 0;

  countReads(documents: number): void {
    this.reads += documents;
  }

  countWrites(documents: number): void {
    this.writes += documents;
  }
}
