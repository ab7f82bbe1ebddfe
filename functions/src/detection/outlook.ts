/**
 * What a forecast that was made earlier says of one instant, in the unit of the series. The median, and on each side the
 * distance to the quantile that lies one standard deviation out in a normal distribution (16 % and 84 %).
 */
export interface Outlook {
  readonly median: number;
  /** 0 or more. */
  readonly below: number;
  /** 0 or more. */
  readonly above: number;
  /** When the forecast was made, in milliseconds UTC, before the instant: tells one forecast from the next. */
  readonly madeAt: number;
}

/** Throws RangeError, naming the field, unless every number is finite and the spreads are 0 or more. */
export function checkOutlook(outlook: Outlook): void {
  for (const field of ['median', 'below', 'above', 'madeAt'] as const)
    if (!Number.isFinite(outlook[field]))
      throw new RangeError(`${field} of an outlook must be a finite number, not ${outlook[field]}`);
  for (const field of ['below', 'above'] as const)
    if (outlook[field] < 0)
      throw new RangeError(`${field} of an outlook must be 0 or more, not ${outlook[field]}`);
}
