import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Parts that are asked for at a time: some 14 MB, which no time limit of a request ends early. */
const partsPerRequest = 20;

/**
 * Brings one file into the folder, from where it was left, and holds it against its checksum.
 *
 * @param {{ folder: string, file: { name: string, parts: number, sha256: string },
 *   begun: { parts: number, bytes: number },
 *   fetchParts: (query: string) => Promise<Response>,
 *   keep: (position: { parts: number, bytes: number }) => void }} call `keep` is told each time that more is on disk
 * @throws {Error} when it is not what the export says
 */
export async function downloadFile({ folder, file, begun, fetchParts, keep }) {
  const target = path.join(folder, file.name);
  let { parts, bytes } = fs.existsSync(target) ? begun : { parts: 0, bytes: 0 };
  if (parts === 0) fs.writeFileSync(target, '');
  // What came of a request that broke off is not counted, and comes again.
  fs.truncateSync(target, bytes);
  while (parts < file.parts) {
    const asked = Math.min(partsPerRequest, file.parts - parts);
    const { body } = await fetchParts(`fromPart=${parts}&parts=${asked}`);
    if (body === null) throw new Error(`${file.name}: the answer has no body.`);
    await pipeline(body, fs.createWriteStream(target, { flags: 'a' }));
    parts += asked;
    bytes = fs.statSync(target).size;
    keep({ parts, bytes });
  }
  const hash = createHash('sha256');
  await pipeline(fs.createReadStream(target), hash);
  if (hash.digest('hex') === file.sha256) return;
  keep({ parts: 0, bytes: 0 });
  throw new Error(
    `${file.name} is not what the export says (SHA-256): run the command again to fetch it anew.`,
  );
}
