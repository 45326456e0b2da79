/** Round moments for an axis of time. Pure. */

const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440];

/** Moments between two, epoch milliseconds, so far apart that there are no more than so many. */
export function roundMoments(start: number, end: number, most: number): number[] {
  const apart = (minutes.find((one) => (end - start) / (one * 60_000) <= most) ?? 1_440) * 60_000;
  const moments: number[] = [];
  for (let at = Math.ceil(start / apart) * apart; at <= end; at += apart) moments.push(at);
  return moments;
}
