import type { TimeGptQuestion } from '../contracts/timegpt-backend.ts';

/**
 * The body of `POST /v2/forecast` for series that are alike in frequency, horizon and levels, one after the other. Features
 * beside them would go into `X` and `X_future` here; all series of a request have the same ones.
 */
export function requestBody(questions: readonly TimeGptQuestion[], model: string): object {
  const [{ freq, h, levels } = { freq: '', h: 0, levels: [] }] = questions;
  return {
    series: {
      y: questions.flatMap(({ y }) => y),
      sizes: questions.map(({ y }) => y.length),
      X: null,
      X_future: null,
    },
    model,
    freq,
    h,
    level: levels.length === 0 ? null : levels,
    clean_ex_first: true,
    finetune_steps: 0,
    finetune_loss: 'default',
    finetune_depth: 1,
    finetuned_model_id: null,
    feature_contributions: false,
    multivariate: false,
  };
}
