/** The few figures that benches need from a list of measurements. */

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The widest distance from the median, as a share of it: how noisy the measurement was. */
export function spread(values) {
  const middle = median(values);
  return Math.max(...values.map((value) => Math.abs(value - middle))) / middle;
}

/** With as many digits as are worth reading. */
export function show(value) {
  if (value === 0 || Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3);
}

/** "a, b and c" of measurements in seconds. */
export function seconds(values) {
  return `${values.map((value) => show(value)).join(" ")} s`;
}
