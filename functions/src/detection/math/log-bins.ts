/** Bins to an octave, of equal width within it. */
export const binsAnOctave = 4;

/** Scratch space through which the bits of a double are read. */
const value = new Float64Array(1);
const bits = new Uint32Array(value.buffer);
/** Index of the half of a double that holds sign, exponent and the first digits. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;
/** Bits of the high half below the two digits that tell the quarter of an octave. */
const DROPPED_BITS = 18;
/** What the bits of 1 say. */
const ONE = 1023 << 2;

/**
 * The bin that a positive finite number lies in, 0 for [1, 1.25), 4 for [2, 2.5), -1 for [0.875, 1). It reads exponent
 * and leading digits from the bits (IEEE 754), many times quicker than a logarithm.
 */
export function logBin(x: number): number {
  value[0] = x;
  return (bits[HIGH] >>> DROPPED_BITS) - ONE;
}

/** Lower edge of a bin. */
export function logBinEdge(bin: number): number {
  const octave = Math.floor(bin / binsAnOctave);
  return 2 ** octave * (1 + (bin - octave * binsAnOctave) / binsAnOctave);
}
