/** @typedef {{ country: string, state?: string, region?: string }} Place */

/**
 * A country, state and region as one word: `AT`, `DE-BY`, `DE-BY-A`.
 *
 * @param {string} text
 * @returns {Place}
 */
export function parsePlace(text) {
  const [country = '', state, ...region] = text.split('-');
  return {
    country,
    ...(state === undefined ? {} : { state }),
    ...(region.length === 0 ? {} : { region: region.join('-') }),
  };
}
