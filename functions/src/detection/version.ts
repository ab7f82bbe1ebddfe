/** Version of the algorithm: it changes whenever the same points may give other detections. */
export const detectorVersion = '2.1.0';
