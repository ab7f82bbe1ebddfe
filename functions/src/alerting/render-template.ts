/** `{{ name }}`, spaces optional; names are words with dots, as in `labels.airport`. */
const placeholder = /\{\{ *([A-Za-z_][A-Za-z0-9_.-]*) *\}\}/g;

/**
 * Puts values in the place of `{{ name }}`. That is the whole language: no logic, no escapes, and what is filled in is
 * not looked at again, so a label's value cannot smuggle in a placeholder. An unknown name stays as it stands, for its
 * author to see. The result is cut to `lengthMax` characters.
 */
export function renderTemplate(
  template: string,
  values: ReadonlyMap<string, string>,
  lengthMax: number,
): string {
  return cut(
    template.replace(placeholder, (whole, name: string) => values.get(name) ?? whole),
    lengthMax,
  );
}

/** At most `lengthMax` characters of a text, the last an ellipsis where some are missing. */
export function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
