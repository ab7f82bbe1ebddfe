/** Characters of an answer that an attempt keeps. */
const excerptMax = 300;

/** Shorter texts stand in answers by chance. */
const secretMin = 6;

/**
 * The beginning of an answer, in one line and without the secrets that it may repeat: each is looked for as it is, and as
 * JSON and addresses write it.
 */
export function excerpt(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ]);
  const longestFirst = [...new Set(forms)]
    .filter(({ length }) => length >= secretMin)
    .sort((a, b) => b.length - a.length);
  const clean = longestFirst.reduce((cleaned, form) => cleaned.replaceAll(form, '[secret]'), text);
  const line = clean.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return line.length > excerptMax ? `${line.slice(0, excerptMax - 1)}…` : line;
}
