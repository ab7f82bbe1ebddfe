/** A piece of SVG. Only `element` and `group` make one, so that text cannot become markup. */
export interface Svg {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 (2.2) has no place for, and line ends, which a label has none for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g;

/** Text as it may stand in XML, in attributes too; half characters and control characters are replaced. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(unprintable, ' ')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** An element. Children that are strings are text. Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly (Svg | string)[]): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeXml(value ?? '')}"`,
    )
    .join('');
  const inner = children
    .map((child) => (typeof child === 'string' ? escapeXml(child) : child.markup))
    .join('');
  return { markup: inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>` };
}

/** Pieces side by side under a class name, by which people and tests find them; nothing where there are none. */
export function group(className: string, pieces: readonly Svg[]): Svg {
  return pieces.length === 0 ? { markup: '' } : element('g', { class: className }, ...pieces);
}

/** A hundredth of a pixel is finer than anybody sees, and the same on every machine. */
const coordinate = (value: number): string => String(Math.round(value * 100) / 100 + 0);
