/**
 * Lines of a byte stream with their numbers, counted from 1, in memory of one chunk and one line. Only a line feed ends
 * a line: U+2028 may stand in a JSON string. A byte order mark at the start is left out.
 *
 * @param {AsyncIterable<Uint8Array>} chunks
 * @returns {AsyncGenerator<{ line: number, text: string }>}
 */
export async function* splitLines(chunks) {
  const decoder = new TextDecoder();
  let line = 0;
  /** @type {string[]} */
  let pieces = [];
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      pieces.push(text.slice(from, end));
      line += 1;
      yield { line, text: pieces.join('') };
      pieces = [];
      from = end + 1;
    }
    if (from < text.length) pieces.push(text.slice(from));
  }
  pieces.push(decoder.decode());
  const last = pieces.join('');
  if (last !== '') yield { line: line + 1, text: last };
}
