import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { readOwner, releaseFrom, tryLock } from '../setup/file-lock.mjs';
import { isAlive } from '../setup/processes.mjs';

/** All our emulators listen here and nowhere else. */
export const loopback = '127.0.0.1';

const attemptsMax = 500;
/** One file for each port that a run of any checkout has chosen but may not listen on yet. */
const reservations = path.join(os.tmpdir(), `intentvision-ports-${process.getuid?.() ?? 'all'}`);

/**
 * Chooses a port for each name: the wanted one, or the next one up that nobody listens on. They stay reserved among
 * our own runs until released, so that two that start together choose differently.
 *
 * @template {string} Name
 * @param {Record<Name, number>} wanted
 * @returns {Promise<{ ports: Record<Name, number>, release: () => void }>}
 */
export async function reservePorts(wanted) {
  fs.mkdirSync(reservations, { recursive: true });
  /** @type {number[]} */
  const taken = [];
  const release = () => {
    for (const port of taken.splice(0)) releaseFrom(reservationOf(port), process.pid);
  };
  try {
    const ports = /** @type {Record<Name, number>} */ ({});
    for (const [name, first] of /** @type {[Name, number][]} */ (Object.entries(wanted))) {
      ports[name] = await reserveFrom(first);
      taken.push(ports[name]);
    }
    return { ports, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** @param {number} first */
async function reserveFrom(first) {
  for (let port = first; port < first + attemptsMax && port <= 65_535; port += 1) {
    if (!reserve(port)) continue;
    if (await isFree(port)) return port;
    releaseFrom(reservationOf(port), process.pid);
  }
  throw new Error(`No free port found between ${first} and ${first + attemptsMax}.`);
}

/** @param {number} port */
function reserve(port) {
  const file = reservationOf(port);
  const owner = readOwner(file);
  if (owner !== undefined && !isAlive(owner)) releaseFrom(file, owner);
  return tryLock(file);
}

/** @param {number} port */
const reservationOf = (port) => path.join(reservations, String(port));

/**
 * Whether nobody answers on the port and we may listen on it. Both are asked, because some systems let two listen on
 * one port when one of them names no address.
 *
 * @param {number} port
 */
export async function isFree(port) {
  return !(await answers(port)) && (await canListen(port));
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: loopback });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: loopback, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
