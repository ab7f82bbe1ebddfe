import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleFiles } from './catalogue.mjs';

/** The folder of the sample files. */
export const samplesFolder = fileURLToPath(new URL('../../samples/', import.meta.url));

/** @param {string | Buffer} content */
export const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** The entry of the catalogue for one sample file. Throws for an unknown one. */
export function getSampleFile(file) {
  const entry = sampleFiles.find((candidate) => candidate.file === file);
  if (!entry) throw new Error(`not in the catalogue: ${file}`);
  return entry;
}

/**
 * Reads the file that a sample is made from, out of the folder given on the command line, and refuses any other
 * version of it than the one the sample was made from.
 *
 * @param {string} file name of the sample
 * @returns {Buffer}
 */
export function readSource(file) {
  const folder = process.argv[2];
  if (!folder) throw new Error('name the folder with the source packages (see the top of this script)');
  const { path, sha256: expected } = getSampleFile(file).input;
  const content = readFileSync(join(folder, path));
  if (sha256(content) !== expected) throw new Error(`${path} is not the version that ${file} was made from`);
  return content;
}

/** Writes one file of the samples. */
export function writeSample(file, text) {
  writeFileSync(join(samplesFolder, file), text);
  process.stdout.write(`${file}: ${Buffer.byteLength(text)} bytes, sha256 ${sha256(text)}\n`);
}
