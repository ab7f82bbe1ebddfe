/** Scratch space through which the bits of a double are written. */
const value = new Float64Array(1);
const bits = new Uint32Array(value.buffer);
/** Index of the half of a double that holds the last digits. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

/** `x` cut to its first 48 bits, which are six bytes: 36 binary digits, ten and a half decimal ones. Any finite number. */
export function shortenTo48(x: number): number {
  value[0] = x;
  bits[LOW] &= 0xffff_0000;
  return value[0];
}

/** `x` cut to its first 32 bits, which are four bytes: 20 binary digits, six decimal ones. Any finite number. */
export function shortenTo32(x: number): number {
  value[0] = x;
  bits[LOW] = 0;
  return value[0];
}
