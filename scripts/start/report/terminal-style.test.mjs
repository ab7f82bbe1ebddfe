import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { paint, plainWhereNeeded, terminalStyle } from './terminal-style.mjs';

const utf8 = { LANG: 'en_US.UTF-8' };

test('colour needs a terminal that wants it', () => {
  const colour = (/** @type {{ isTTY?: boolean }} */ stream, /** @type {NodeJS.ProcessEnv} */ env) =>
    terminalStyle(stream, env).colour;
  assert.equal(colour({ isTTY: true }, utf8), true);
  assert.equal(colour({}, utf8), false);
  assert.equal(colour({ isTTY: true }, { ...utf8, NO_COLOR: '1' }), false);
  assert.equal(colour({ isTTY: true }, { ...utf8, TERM: 'dumb' }), false);
});

test('LC_ALL goes before LANG when the locale is asked for its characters', () => {
  assert.equal(terminalStyle({}, utf8, 'linux').unicode, true);
  assert.equal(terminalStyle({}, { ...utf8, LC_ALL: 'C' }, 'linux').unicode, false);
  assert.equal(terminalStyle({}, {}, 'linux').unicode, false);
  assert.equal(terminalStyle({}, {}, 'win32').unicode, true);
});

test('the width is that of the terminal within bounds, and 100 without one', () => {
  const columns = [20, 87, 300].map((width) => terminalStyle({ isTTY: true, columns: width }, utf8).columns);
  assert.deepEqual(columns, [60, 87, 120]);
  assert.equal(terminalStyle({ columns: 300 }, utf8).columns, 100);
});

test('without colour nothing is painted, with it only around the text', () => {
  const style = terminalStyle({ isTTY: true }, utf8);
  assert.equal(paint({ ...style, colour: false }, 'bad', 'down'), 'down');
  const painted = paint(style, 'bad', 'down');
  assert.notEqual(painted, 'down');
  assert.equal(stripVTControlCharacters(painted), 'down');
});

test('where there is only ASCII nothing else comes out', () => {
  const style = { columns: 80, unicode: false, colour: false };
  assert.equal(plainWhereNeeded(style, '── a → b ● ⠒ é'), '-- a -> b * ? ?');
  assert.equal(plainWhereNeeded({ ...style, unicode: true }, '── é'), '── é');
});
