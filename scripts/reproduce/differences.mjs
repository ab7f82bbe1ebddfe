/**
 * Where two JSON values differ, with the path to each place: numbers to the last bit, fields and lengths of arrays too.
 *
 * @param {unknown} stored
 * @param {unknown} made
 * @param {string} [path]
 * @returns {string[]}
 */
export function differences(stored, made, path = '') {
  if (isRecord(stored) && isRecord(made)) {
    const names = new Set([...Object.keys(stored), ...Object.keys(made)]);
    return [...names].flatMap((name) =>
      differences(stored[name], made[name], Array.isArray(stored) ? `${path}[${name}]` : join(path, name)),
    );
  }
  if (Object.is(stored, made)) return [];
  return [`${path}: it says ${show(stored)}, made again it is ${show(made)}`];
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isRecord = (value) => typeof value === 'object' && value !== null;

/**
 * @param {string} path
 * @param {string} name
 */
const join = (path, name) => (path === '' ? name : `${path}.${name}`);

const shownMax = 80;

/** @param {unknown} value */
function show(value) {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > shownMax ? `${text.slice(0, shownMax)}…` : text;
}
