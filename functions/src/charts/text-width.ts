const narrow = /[iljtfrI.,:;|!'`()[\]\s/\\-]/;
const wide = /[mwMW@%—…]/;
const capital = /[A-Z&=+<>~#]/;

/**
 * About how wide a text is, in pixels: a little more than in Noto Sans, so that what fits by this fits. Browsers without
 * that typeface draw with one of nearly the same widths.
 */
export function textWidth(text: string, size: number, isBold = false): number {
  let ems = 0;
  for (const character of text) ems += emsOf(character);
  return ems * size * (isBold ? 1.07 : 1);
}

function emsOf(character: string): number {
  if ((character.codePointAt(0) ?? 0) >= 0x1100) return 1;
  if (narrow.test(character)) return 0.37;
  if (wide.test(character)) return 0.95;
  return capital.test(character) ? 0.69 : 0.59;
}

/** The text, or as much of its beginning as fits into a width, with an ellipsis. */
export function fitText(text: string, size: number, widthMax: number, isBold = false): string {
  if (textWidth(text, size, isBold) <= widthMax) return text;
  const room = widthMax - textWidth('…', size, isBold);
  let kept = '';
  let width = 0;
  for (const character of text) {
    width += textWidth(character, size, isBold);
    if (width > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
