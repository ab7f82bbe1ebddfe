/**
 * How much of a limit is one instance's, where `others` serve the same organization and are asked for so much: its max-min fair
 * share (Bertsekas and Gallager, Data Networks, 1992, section 6.5.2), were it asked for any amount. Who is asked for less than
 * an even share leaves the rest to the others.
 *
 * Where all know what all are asked for, what they admit together is the limit, or all that is asked for where that is less.
 */
export function shareOfLimit(limit: number, others: readonly number[]): number {
  let left = limit;
  let sharing = others.length + 1;
  for (const asked of others.toSorted((a, b) => a - b)) {
    if (asked > left / sharing) break;
    left -= asked;
    sharing -= 1;
  }
  return Math.max(1, Math.floor(left / sharing));
}
