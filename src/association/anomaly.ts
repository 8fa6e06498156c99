/** How a value is judged: two streaming detectors, one on the whole, one for drift, and the plain yardstick. */
export const anomalyMethods = ["cadOse", "knnCad", "subPca", "cusum", "robustZ"] as const;
export type AnomalyMethod = (typeof anomalyMethods)[number];

/** Equally spaced values of one machine or meter, a day or an hour apart. */
export interface AnomalySeries {
  readonly step: "hour" | "day";
  /** Day number of the first value, or hours since 1970-01-01T00:00 in Asia/Shanghai. */
  readonly first: number;
  /** NaN where nothing is known. */
  readonly values: Float64Array;
}

/** A value or stretch that leaves the series' own past. */
export interface Anomaly {
  /** Day number or hour, as the series counts; a drift lasts from when it began to when it was sure. */
  readonly at: number;
  readonly to: number;
  /** 0 to 1, the mean of the methods that agree. */
  readonly score: number;
  /** Those that agree, at least two for a point; CUSUM alone for a drift. */
  readonly methods: readonly AnomalyMethod[];
  readonly kind: "point" | "drift";
}
