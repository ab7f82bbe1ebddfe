/**
 * Adam with decoupled weight decay and a cosine schedule (Kingma & Ba 2015; Loshchilov & Hutter 2019).
 *
 * @param {number} size
 * @param {{ rate: number, steps: number, decay: number }} options
 */
export function adam(size, { rate, steps, decay }) {
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  let step = 0;
  return {
    /**
     * @param {Float64Array} parameters changed in place
     * @param {Float64Array} gradient
     */
    update(parameters, gradient) {
      step++;
      const now = rate * 0.5 * (1 + Math.cos((Math.PI * step) / steps));
      const correct1 = 1 - 0.9 ** step;
      const correct2 = 1 - 0.999 ** step;
      for (let i = 0; i < size; i++) {
        const g = gradient[i] ?? 0;
        const m = 0.9 * (first[i] ?? 0) + 0.1 * g;
        const v = 0.999 * (second[i] ?? 0) + 0.001 * g * g;
        first[i] = m;
        second[i] = v;
        const value = parameters[i] ?? 0;
        parameters[i] = value - now * (m / correct1 / (Math.sqrt(v / correct2) + 1e-8) + decay * value);
      }
    },
  };
}
