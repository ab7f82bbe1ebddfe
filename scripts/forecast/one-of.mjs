import { UsageError } from './errors.mjs';

/**
 * The one of `names` that an option says.
 *
 * @template {string} Name
 * @param {string} option
 * @param {readonly Name[]} names
 * @param {string} text
 * @throws {UsageError}
 */
export function oneOf(option, names, text) {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UsageError(`${option} must be one of ${names.join(', ')}; it is "${text}".`);
}
