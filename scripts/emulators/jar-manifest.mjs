import fs from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';

/** Layout of zip records: APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (end). */
const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const localHeaderBytes = 30;
const manifestName = 'META-INF/MANIFEST.MF';
const headBytes = 65_536;
const lineBytesMax = 70;
/** 1 January 1980, the first day a zip can name, so that the same manifest gives the same file. */
const dosDate = 0x0021;

/**
 * Reads a jar's manifest, which tools for jars write as the first or second entry. Empty when it is not there.
 *
 * @param {string} file
 */
export function readJarManifest(file) {
  const head = Buffer.alloc(headBytes);
  const handle = fs.openSync(file, 'r');
  const length = fs.readSync(handle, head, 0, headBytes, 0);
  fs.closeSync(handle);
  for (let at = 0; at + localHeaderBytes <= length && head.readUInt32LE(at) === signatures.local; ) {
    const packedBytes = head.readUInt32LE(at + 18);
    const nameEnd = at + localHeaderBytes + head.readUInt16LE(at + 26);
    const start = nameEnd + head.readUInt16LE(at + 28);
    const name = head.toString('utf8', at + localHeaderBytes, nameEnd);
    if (name === manifestName) {
      const deflated = head.readUInt16LE(at + 8) === 8;
      const packed = head.subarray(start, packedBytes ? start + packedBytes : length);
      return (deflated ? inflateRawSync(packed) : packed).toString('utf8');
    }
    at = start + packedBytes;
  }
  return '';
}

/**
 * Writes a jar that holds a manifest and nothing else: a name under which `java -jar` starts a class of another jar.
 *
 * @param {string} file
 * @param {Record<string, string>} attributes such as Main-Class and Class-Path
 */
export function writeManifestJar(file, attributes) {
  const lines = Object.entries({ 'Manifest-Version': '1.0', ...attributes }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const content = Buffer.from(`${lines.map(foldLine).join('\r\n')}\r\n\r\n`);
  fs.writeFileSync(file, storedZip(manifestName, content));
}

/**
 * Breaks a manifest line as the JAR specification asks: at most 72 bytes a line, continuations begin with a space.
 *
 * @param {string} line in ASCII (file URLs are: they escape the rest)
 */
export function foldLine(line) {
  const parts = [line.slice(0, lineBytesMax)];
  for (let at = lineBytesMax; at < line.length; at += lineBytesMax - 1) {
    parts.push(` ${line.slice(at, at + lineBytesMax - 1)}`);
  }
  return parts.join('\r\n');
}

/**
 * A zip archive with one uncompressed entry.
 *
 * @param {string} name
 * @param {Buffer} content
 */
function storedZip(name, content) {
  const nameBytes = Buffer.from(name);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(10, 0); // version needed
  common.writeUInt16LE(dosDate, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(nameBytes.length, 22);
  const local = Buffer.concat([uint32(signatures.local), common, nameBytes, content]);
  const central = Buffer.concat([
    uint32(signatures.central),
    Buffer.from([10, 0]),
    common,
    Buffer.alloc(14),
    nameBytes,
  ]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(signatures.end, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
