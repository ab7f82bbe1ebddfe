import assert from 'node:assert/strict';
import { test } from 'node:test';
import { javaInstallCommand, parseJavaMajor } from './require-java.mjs';

test('reads the major version from what java -version prints', () => {
  const lines = /** @type {[string, number][]} */ ([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "25-ea" 2025-09-16', 25],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "21" 2023-09-19', 21],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', 0],
  ]);
  for (const [text, major] of lines) assert.equal(parseJavaMajor(text), major, text);
});

test('names the command of the package manager that is there', () => {
  assert.match(
    javaInstallCommand('linux', (file) => file.endsWith('apk')),
    /^sudo apk add /,
  );
  assert.match(
    javaInstallCommand('linux', (file) => file.endsWith('apt-get')),
    /^sudo apt-get .*default-jre-headless$/,
  );
  assert.match(
    javaInstallCommand('linux', () => false),
    /adoptium/,
  );
  assert.match(javaInstallCommand('darwin'), /^brew install /);
  assert.match(javaInstallCommand('win32'), /^winget install /);
});
