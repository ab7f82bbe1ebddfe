import type { WidthProfile } from './learned-widths.ts';
import type { InputScale, Network } from './network.ts';

/** Everything that training found; see `docs/forecasting/ensemble-model-card.md`. */
export interface EnsembleModel {
  readonly inputs: InputScale;
  /** Range of each feature over the training set: outside of it the gate is not asked. */
  readonly range: { readonly minimum: readonly number[]; readonly maximum: readonly number[] };
  /** Committee whose averaged weights combine the candidates. */
  readonly gates: readonly Network[];
  /** Committee whose averaged outputs are the widths of the 95 % interval. */
  readonly widths: readonly Network[];
  /** Widths at other levels, by class of series. */
  readonly profiles: readonly WidthProfile[];
}
