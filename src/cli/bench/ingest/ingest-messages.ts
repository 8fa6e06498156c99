/** What the process that is measured is asked. */
export type ServerRequest =
  | { readonly kind: "open"; readonly sort: "touchstone" | "aedes"; readonly directory: string }
  | { readonly kind: "usage" }
  /** Reads the whole log and counts the messages and batches of each device. */
  | { readonly kind: "count" }
  | { readonly kind: "close" };

export interface Usage {
  /** Processor time of the process, all threads. */
  readonly cpuMs: number;
  readonly residentMb: number;
}

/** What the log holds of a device: how many different numbers, and how many in all. */
export interface LoggedCount {
  readonly device: string;
  readonly distinct: number;
  readonly total: number;
}

export type ServerAnswer =
  | { readonly kind: "opened"; readonly mqttPort: number; readonly httpPort: number }
  | ({ readonly kind: "usage" } & Usage)
  | { readonly kind: "counted"; readonly counts: readonly LoggedCount[] }
  | { readonly kind: "closed" }
  | { readonly kind: "failed"; readonly problem: string };

/** What the process that makes the load is asked. */
export interface LoadRequest {
  readonly sort: "json" | "sparkplug" | "batches";
  readonly port: number;
  readonly devices: number;
  /** Messages, or batches, of each device. */
  readonly each: number;
  /** Rows of a batch. */
  readonly rows: number;
  /** How many may be unacknowledged per device. */
  readonly window: number;
  /** Messages a second over all devices; null as fast as they are taken. */
  readonly perSecond: number | null;
  /** Numbers the messages from here, so that a second run is not a copy of the first. */
  readonly firstSequence: number;
}

export interface LoadAnswer {
  readonly acknowledged: number;
  readonly wallMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly bytes: number;
  readonly problem: string | null;
}
