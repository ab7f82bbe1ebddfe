import { UsageError } from '../forecast/errors.mjs';
import { readDocuments, readPages, readSeries } from './read-files.mjs';
import { remakePrinted } from './remake-printed.mjs';
import { remakeStored } from './remake-stored.mjs';

/**
 * @typedef {import('./seen-points.mjs').StoredForecast} StoredForecast
 * @typedef {import('./remake-printed.mjs').PrintedForecast} PrintedForecast
 *
 * One forecast made again: what it is called, by which engine it says it was made, and where it differs.
 *
 * @typedef {{ name: string, engineVersion: string, differences: string[] }} Remade
 */

/**
 * Makes every forecast of a file again: those that `forecast` printed from the file of series it read, those of the
 * service from pages of their series. Error lines of the former are passed over.
 *
 * @param {string} forecastFile
 * @param {readonly string[]} seriesFiles
 * @returns {Promise<Remade[]>}
 * @throws {UsageError} for files that hold something else
 */
export async function remakeAll(forecastFile, seriesFiles) {
  const forecasts = readDocuments(forecastFile).filter((one) => one.error === undefined);
  if (forecasts.length === 0) throw new UsageError(`${forecastFile} holds no forecast.`);
  if (forecasts.every(isStored)) {
    const pages = readPages(seriesFiles);
    return forecasts.map((stored) => ({
      name: stored.forecastId,
      engineVersion: stored.card.engineVersion,
      differences: attempt(() => remakeStored(stored, pages.get(stored.metricId ?? '') ?? [])),
    }));
  }
  const series = await readSeries(seriesFiles);
  return forecasts.map((printed) => {
    if (!isPrinted(printed)) throw new UsageError(unknownForm(forecastFile));
    const [own, ...more] = series.get(printed.id) ?? [];
    if (more.length > 0) series.set(printed.id, more);
    return {
      name: String(printed.id),
      engineVersion: printed.model.engineVersion,
      differences:
        own === undefined
          ? ['the file of series does not hold it']
          : attempt(() => remakePrinted(printed, own)),
    };
  });
}

/** @param {string} file */
const unknownForm = (file) =>
  `${file} holds neither what "npm run forecast" prints nor an answer of GET /v1/forecasts/{id}.`;

/**
 * What the engine refuses to make again (a model that it does not know any more) differs, too.
 *
 * @param {() => string[]} remake
 */
function attempt(remake) {
  try {
    return remake();
  } catch (error) {
    return [`it cannot be made again: ${error instanceof Error ? error.message : error}`];
  }
}

/**
 * @param {Record<string, unknown>} forecast
 * @returns {forecast is StoredForecast}
 */
function isStored(forecast) {
  const { card, points } = forecast;
  return typeof card === 'object' && card !== null && 'history' in card && Array.isArray(points);
}

/**
 * @param {Record<string, unknown>} forecast
 * @returns {forecast is PrintedForecast}
 */
function isPrinted(forecast) {
  const { id, model } = forecast;
  return id !== undefined && typeof model === 'object' && model !== null && 'asked' in model;
}
