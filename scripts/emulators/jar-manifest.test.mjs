import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { foldLine, readJarManifest, writeManifestJar } from './jar-manifest.mjs';

/** @param {import('node:test').TestContext} t */
function temporaryJar(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jar-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  return path.join(folder, 'a.jar');
}

test('writes a jar whose manifest it can read', (t) => {
  const jar = temporaryJar(t);
  writeManifestJar(jar, { 'Main-Class': 'a.B' });
  assert.equal(readJarManifest(jar), 'Manifest-Version: 1.0\r\nMain-Class: a.B\r\n\r\n');
});

test('records the checksum and the length of the manifest in both of its headers', (t) => {
  const jar = temporaryJar(t);
  writeManifestJar(jar, { 'Main-Class': 'a.B' });
  const bytes = fs.readFileSync(jar);
  const content = Buffer.from(readJarManifest(jar));
  const directory = bytes.indexOf(Buffer.from('PK\x01\x02'));
  assert.equal(bytes.readUInt32LE(14), crc32(content));
  assert.equal(bytes.readUInt32LE(22), content.length);
  assert.equal(bytes.readUInt32LE(directory + 16), crc32(content));
  assert.equal(bytes.readUInt32LE(directory + 24), content.length);
  assert.equal(bytes.readUInt32LE(bytes.length - 6), directory);
});

test('reads a compressed manifest behind a folder entry, as jar tools write it', (t) => {
  const jar = temporaryJar(t);
  const packed = deflateRawSync(Buffer.from('Main-Class: c.D\n'));
  fs.writeFileSync(
    jar,
    Buffer.concat([entry('META-INF/', Buffer.alloc(0), 0), entry('META-INF/MANIFEST.MF', packed, 8)]),
  );
  assert.equal(readJarManifest(jar), 'Main-Class: c.D\n');
});

test('finds no manifest in a file that is no jar', (t) => {
  const jar = temporaryJar(t);
  fs.writeFileSync(jar, 'version https://git-lfs.github.com/spec/v1, which is not a jar at all');
  assert.equal(readJarManifest(jar), '');
});

test('breaks long lines at 70 characters and begins the rest with a space', () => {
  const line = `Class-Path: file:///${'x'.repeat(150)}`;
  const parts = foldLine(line).split('\r\n');
  assert.deepEqual(
    parts.map(({ length }) => length),
    [70, 70, 32],
  );
  assert.equal(parts.map((part, index) => (index === 0 ? part : part.replace(/^ /, ''))).join(''), line);
});

/**
 * @param {string} name
 * @param {Buffer} packed
 * @param {number} method
 */
function entry(name, packed, method) {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), packed]);
}
