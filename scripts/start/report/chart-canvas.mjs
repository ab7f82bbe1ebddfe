/** Braille patterns hold 2 dots across and 4 down; bit of the dot at [row][column], as Unicode numbers them. */
const brailleBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
const brailleStart = 0x2800;

/**
 * A grid of dots for one line, drawn into character cells. A cell holds `across × down` dots: 2 × 4 in braille, 1 × 1
 * in ASCII.
 *
 * @typedef {{ width: number, height: number, line: (points: readonly { x: number, y: number }[]) => void,
 *   cell: (column: number, row: number) => string | undefined }} Canvas
 * `width` and `height` in dots, `y` counts downwards
 *
 * @param {{ columns: number, rows: number, unicode: boolean, mark: string }} options `mark` is the ASCII dot
 * @returns {Canvas}
 */
export function chartCanvas({ columns, rows, unicode, mark }) {
  const [across, down] = unicode ? [2, 4] : [1, 1];
  const bits = new Uint8Array(columns * rows);
  const dot = (/** @type {number} */ x, /** @type {number} */ y) => {
    const index = Math.floor(y / down) * columns + Math.floor(x / across);
    bits[index] = (bits[index] ?? 0) | (unicode ? (brailleBits[y % down]?.[x % across] ?? 0) : 1);
  };
  return {
    width: columns * across,
    height: rows * down,
    line(points) {
      for (const [index, to] of points.entries()) drawSegment(points[index - 1] ?? to, to, dot);
    },
    cell(column, row) {
      const pattern = bits[row * columns + column] ?? 0;
      if (pattern === 0) return undefined;
      return unicode ? String.fromCodePoint(brailleStart + pattern) : mark;
    },
  };
}

/**
 * All dots of a straight line, by the larger of the two distances (digital differential analyser).
 *
 * @param {{ x: number, y: number }} from
 * @param {{ x: number, y: number }} to
 * @param {(x: number, y: number) => void} dot
 */
function drawSegment(from, to, dot) {
  const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
  for (let step = 0; step <= steps; step += 1) {
    const share = step / steps;
    dot(Math.round(from.x + (to.x - from.x) * share), Math.round(from.y + (to.y - from.y) * share));
  }
}
