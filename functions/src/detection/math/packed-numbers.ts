/** Arrays of numbers that can be packed. */
export type NumberArray = Float64Array | Float32Array | Uint8Array;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUE_OF = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));
const DIGIT_BITS = 6;
const BYTE_BITS = 8;

/**
 * An array as a short text, without loss: how many bytes of each number follow, then these bytes in base64 (RFC 4648,
 * section 5, without padding). Numbers are in IEEE 754 as they are in the array, the first byte first; bytes at the end
 * that are 0 in all of them are left out, and so are zeros at the end of the array.
 */
export function packNumbers(values: NumberArray): string {
  const bytes = bytesOf(values);
  const width = values.BYTES_PER_ELEMENT;
  let count = values.length;
  while (count > 0 && values[count - 1] === 0) count -= 1;
  let kept = width;
  while (kept > 1 && isZeroAt(bytes, kept - 1, width, count)) kept -= 1;
  let text = String(kept);
  let bits = 0;
  let pending = 0;
  for (let k = 0; k < count; k++)
    for (let b = 0; b < kept; b++) {
      bits = (bits << BYTE_BITS) | bytes[k * width + b];
      for (pending += BYTE_BITS; pending >= DIGIT_BITS; pending -= DIGIT_BITS)
        text += DIGITS[(bits >> (pending - DIGIT_BITS)) & 63];
      bits &= 63;
    }
  return pending > 0 ? text + DIGITS[(bits << (DIGIT_BITS - pending)) & 63] : text;
}

/**
 * Unpacks what `packNumbers` made into `values`, which are zeros and of the type that was packed. Returns whether that
 * was possible: `text` must be such a text, and hold no more numbers than there is room for.
 */
export function unpackNumbers(text: string, values: NumberArray): boolean {
  const width = values.BYTES_PER_ELEMENT;
  const kept = Number(text[0]);
  const count = Math.floor(((text.length - 1) * DIGIT_BITS) / (BYTE_BITS * kept));
  if (!(kept >= 1 && kept <= width && count <= values.length)) return false;
  const bytes = new Uint8Array(values.length * width);
  let bits = 0;
  let pending = 0;
  let taken = 0;
  for (let i = 1; i < text.length; i++) {
    const digit = VALUE_OF.get(text.charCodeAt(i));
    if (digit === undefined) return false;
    bits = ((bits << DIGIT_BITS) | digit) & 0xffff;
    pending += DIGIT_BITS;
    if (pending < BYTE_BITS) continue;
    pending -= BYTE_BITS;
    if (taken < count * kept) bytes[Math.floor(taken / kept) * width + (taken % kept)] = bits >> pending;
    taken += 1;
  }
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < count; k++) values[k] = read(view, k, width);
  return values.every(Number.isFinite);
}

/** The bytes of all numbers, the first byte first, whatever order the machine keeps them in. */
function bytesOf(values: NumberArray): Uint8Array {
  const width = values.BYTES_PER_ELEMENT;
  const view = new DataView(new ArrayBuffer(values.byteLength));
  for (let k = 0; k < values.length; k++)
    if (width === 8) view.setFloat64(8 * k, values[k]);
    else if (width === 4) view.setFloat32(4 * k, values[k]);
    else view.setUint8(k, values[k]);
  return new Uint8Array(view.buffer);
}

function read(view: DataView, k: number, width: number): number {
  if (width === 8) return view.getFloat64(8 * k);
  return width === 4 ? view.getFloat32(4 * k) : view.getUint8(k);
}

function isZeroAt(bytes: Uint8Array, offset: number, width: number, count: number): boolean {
  for (let k = 0; k < count; k++) if (bytes[k * width + offset] !== 0) return false;
  return true;
}
