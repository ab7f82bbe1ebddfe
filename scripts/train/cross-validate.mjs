/**
 * Places of the rows outside of each fold. `groups` tells for each row which others must be in the same fold: those of
 * the same number. Groups are dealt to the folds in turn.
 *
 * @param {readonly number[]} groups
 * @param {number} folds
 * @returns {number[][]}
 */
export function withoutFolds(groups, folds) {
  return Array.from({ length: folds }, (_, fold) =>
    [...groups.keys()].filter((i) => foldOf(groups, folds, i) !== fold),
  );
}

/**
 * Answers for each row from what was fitted without its fold: `fits` in the order of `withoutFolds`.
 *
 * @template Fit, Answer
 * @param {readonly number[]} groups
 * @param {readonly Fit[]} fits
 * @param {(fitted: Fit, place: number) => Answer} answer
 * @returns {Answer[]}
 */
export function answerUnseen(groups, fits, answer) {
  return groups.map((_, i) => answer(/** @type {Fit} */ (fits[foldOf(groups, fits.length, i)]), i));
}

/**
 * @param {readonly number[]} groups
 * @param {number} folds
 * @param {number} i
 */
function foldOf(groups, folds, i) {
  return (groups[i] ?? 0) % folds;
}
