import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { EmulatorUnavailableError } from './emulator-unavailable-error.mjs';

/** The Firestore emulator's class files need it; firebase-tools 14 accepts it. */
export const javaMajorMin = 17;

/**
 * Finds a Java that can run the Firestore emulator: on the PATH, else in JAVA_HOME.
 *
 * @returns {{ executable: string, major: number }}
 * @throws {EmulatorUnavailableError} with the command that installs one here
 */
export function requireJava() {
  const home = process.env.JAVA_HOME;
  const candidates = ['java', ...(home ? [path.join(home, 'bin', 'java')] : [])];
  const found = candidates.map((executable) => ({ executable, major: majorVersion(executable) }));
  const good = found.find(({ major }) => major >= javaMajorMin);
  if (good) return good;
  const old = found.find(({ major }) => major > 0);
  throw new EmulatorUnavailableError(
    `The Firestore emulator needs Java ${javaMajorMin} or later; ` +
      `${old ? `found Java ${old.major}` : 'found none on the PATH or in JAVA_HOME'}.\n` +
      `Install it with:\n\n    ${javaInstallCommand()}\n\nand run the command again.`,
  );
}

/**
 * Major version of a Java executable, 0 when it does not run.
 *
 * @param {string} executable
 */
function majorVersion(executable) {
  const { stderr, status } = spawnSync(executable, ['-version'], { encoding: 'utf8' });
  return status === 0 ? parseJavaMajor(stderr) : 0;
}

/**
 * Reads `java -version`: `"17.0.15"` is 17, `"1.8.0_402"` is 8 (the old scheme), `"25-ea"` is 25; 0 if it is none.
 *
 * @param {string} text
 */
export function parseJavaMajor(text) {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return Number((first === '1' ? second : first) ?? 0);
}

/** Files that give a Linux distribution's package manager away, and its command. */
const linuxCommands = /** @type {[string, string][]} */ ([
  ['/usr/bin/apt-get', 'sudo apt-get update && sudo apt-get install -y default-jre-headless'],
  ['/usr/bin/dnf', 'sudo dnf install -y java-latest-openjdk-headless'],
  ['/usr/bin/yum', 'sudo yum install -y java-17-openjdk-headless'],
  ['/sbin/apk', 'sudo apk add openjdk21-jre-headless'],
  ['/usr/bin/pacman', 'sudo pacman -S --needed jre-openjdk-headless'],
  ['/usr/bin/zypper', 'sudo zypper install -y java-21-openjdk-headless'],
]);

/**
 * The command that installs a sufficient Java on this machine.
 *
 * @param {NodeJS.Platform} [platform]
 * @param {(file: string) => boolean} [exists]
 */
export function javaInstallCommand(platform = process.platform, exists = fs.existsSync) {
  if (platform === 'darwin') return 'brew install --cask temurin@21';
  if (platform === 'win32') return 'winget install EclipseAdoptium.Temurin.21.JRE';
  const [, command] = linuxCommands.find(([file]) => exists(file)) ?? [];
  return command ?? 'a package named openjdk-17-jre or later, or one from https://adoptium.net';
}
