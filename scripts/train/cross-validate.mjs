/**
 * Answers for each of `n` examples from what was fitted without its fold (every `folds`-th example is in the same one).
 *
 * @template Fit, Answer
 * @param {number} n
 * @param {number} folds
 * @param {(places: number[]) => Fit} learn
 * @param {(fitted: Fit, place: number) => Answer} answer
 * @returns {Answer[]}
 */
export function crossValidate(n, folds, learn, answer) {
  const all = Array.from({ length: n }, (_, i) => i);
  const fits = Array.from({ length: folds }, (_, fold) => learn(all.filter((i) => i % folds !== fold)));
  return all.map((i) => answer(/** @type {Fit} */ (fits[i % folds]), i));
}
