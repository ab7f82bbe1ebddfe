import { forecasters } from '../../functions/lib/forecasting/index.js';

/** What can be asked for by name. */
export const modelNames = /** @type {import('./parse-options.mjs').ModelName[]} */ ([
  'auto',
  ...Object.keys(forecasters),
]);
