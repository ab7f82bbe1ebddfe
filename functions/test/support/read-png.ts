import { inflateSync } from 'node:zlib';

/** A decoded picture: `pixels` has red, green, blue and opacity of each, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const signature = '89504e470d0a1a0a';

/** Decodes PNG (ISO/IEC 15948) of 8 bits for each of red, green, blue and opacity, not interlaced; throws for anything else. */
export function readPng(bytes: Uint8Array): Picture {
  const data = Buffer.from(bytes);
  if (data.subarray(0, 8).toString('hex') !== signature) throw new Error('not a PNG');
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)];
  if (data.subarray(24, 29).toString('hex') !== '0806000000') throw new Error('another form of PNG');
  const parts: Buffer[] = [];
  for (let at = 8; at < data.length; ) {
    const length = data.readUInt32BE(at);
    if (data.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(data.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(parts)), width, height) };
}

function unfilter(raw: Buffer, width: number, height: number): Uint8Array {
  const row = width * 4;
  if (raw.length !== height * (row + 1))
    throw new Error('the rows of the picture are not as many as it says');
  const pixels = new Uint8Array(height * row);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const left = x < 4 ? 0 : (pixels[at - 4] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - row] ?? 0);
      const corner = x < 4 || y === 0 ? 0 : (pixels[at - row - 4] ?? 0);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[at] = (raw[y * (row + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** How many pixels have each colour, as `#rrggbb`. */
export function coloursOf({ pixels }: Picture): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at < pixels.length; at += 4) {
    const colour = `#${Buffer.from(pixels.subarray(at, at + 3)).toString('hex')}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}
