export type Light = "green" | "yellow" | "red";

/** A stability index beside what chance alone makes of it. */
export interface StabilityIndex {
  readonly value: number;
  /** So large an index comes about by chance in samples of this size. */
  readonly limit: number;
  readonly light: Light;
}

export interface MonitoredPeriod {
  readonly label: string;
  /** Vintages of the development sample, then evaluations that were made since. */
  readonly kind: "development" | "evaluation";
  readonly rows: number;
  /** Of the rows, by score band. */
  readonly shares: readonly number[];
  readonly psi: StabilityIndex;
  readonly meanPoints: number;
  readonly badRate: number | null;
  readonly indicators: readonly (StabilityIndex & { readonly id: string })[];
}

export interface MonitoringAlarm {
  readonly level: Light;
  readonly rule: string;
  readonly period: string;
  readonly indicator: string | null;
  readonly value: number;
  readonly limit: number;
}

/** How a version's population moved since it was developed. */
export interface VersionMonitoring {
  readonly versionId: string;
  /** Score bands, rising, with the development sample's shares; null bounds are open. */
  readonly bands: readonly {
    readonly from: number | null;
    readonly to: number | null;
    readonly share: number;
  }[];
  readonly periods: readonly MonitoredPeriod[];
  readonly alarms: readonly MonitoringAlarm[];
}
