/**
 * How much a part of a whole has changed: its term of the Jensen-Shannon divergence between the shares that were
 * expected and those that were seen, ½ (p log₂ 2p/(p+q) + q log₂ 2q/(p+q)), in bits: at least 0, and over all parts at
 * most 1.
 *
 * `p` and `q` in [0, 1], 0 allowed (0 log 0 = 0). Source: Adtributor (Bhagwan et al., NSDI 2014), section 3, its
 * `S_ij`; logarithms to base 2, so that the divergence is at most 1 as the paper has it.
 */
export function surpriseOf(p: number, q: number): number {
  return Math.max(0, (term(p, q) + term(q, p)) / 2);
}

const term = (share: number, other: number): number =>
  share === 0 ? 0 : share * Math.log2((2 * share) / (share + other));
