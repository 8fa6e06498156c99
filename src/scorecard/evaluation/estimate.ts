/** A figure and the interval in which it lies at the confidence of the artefact that holds it. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Green: nothing to see; amber: look at it; red: act. */
export type TrafficLight = "green" | "amber" | "red";
