import type { EvidenceClass } from "#collect";
import { provenanceParameters } from "./parameters.ts";

const whole = 1_000_000;

/** Rows by what they are evidence of, and whether device signatures count as such. */
export interface EvidenceMix {
  readonly rows: number;
  /** Parts per million of the rows; they add up to a million, or all are 0 without rows. */
  readonly devicePpm: number;
  readonly gatewayPpm: number;
  readonly manualPpm: number;
  /** Set where device-signed rows count for less: too little of working time is covered, or a gap was not told. */
  readonly degraded: Degradation | null;
  /** 0 … 1,000,000: the weights of the classes, by their shares; 0 without rows. */
  readonly confidencePpm: number;
}

export interface Degradation {
  /** `unknown`: no collector has lately reported by which coverage could be told. */
  readonly reason: "coverage" | "gapNotTold" | "unknown";
  readonly coveragePpm: number;
  readonly leastPpm: number;
}

/** How much of working time the device-signed readings cover. */
export interface Coverage {
  readonly coveragePpm: number;
  /** Whether every stretch of working time without a reading lies in a gap that the collector told. */
  readonly isEveryGapTold: boolean;
}

/**
 * Shares of the evidence classes. A signature says who measured, not that everything was sent: device-signed rows count
 * in full only when gaps are recorded and working time is covered well enough.
 * @param coverage  null where nothing is signed by a device
 */
export function mixOf(
  counts: readonly { readonly evidence: EvidenceClass; readonly rows: number }[],
  coverage: Coverage | null,
): EvidenceMix {
  const rowsOf = (evidence: EvidenceClass): number =>
    counts.reduce((sum, one) => sum + (one.evidence === evidence ? one.rows : 0), 0);
  const [device, gateway, manual] = [rowsOf("device"), rowsOf("gateway"), rowsOf("manual")];
  const rows = device + gateway + manual;
  const share = (part: number): number => (rows === 0 ? 0 : Math.round((part / rows) * whole));
  const gatewayPpm = share(gateway);
  const manualPpm = share(manual);
  const devicePpm = rows === 0 ? 0 : whole - gatewayPpm - manualPpm;
  const degraded = device === 0 ? null : degradationOf(coverage);
  const { degradedWeightPpm, gatewayWeightPpm, manualWeightPpm } = provenanceParameters;
  const deviceWeight = degraded === null ? whole : degradedWeightPpm.value;
  const weighed =
    devicePpm * deviceWeight + gatewayPpm * gatewayWeightPpm.value + manualPpm * manualWeightPpm.value;
  return { rows, devicePpm, gatewayPpm, manualPpm, degraded, confidencePpm: Math.round(weighed / whole) };
}

function degradationOf(coverage: Coverage | null): Degradation | null {
  const leastPpm = provenanceParameters.leastCoveragePpm.value;
  if (coverage === null) return { reason: "unknown", coveragePpm: 0, leastPpm };
  const { coveragePpm, isEveryGapTold } = coverage;
  if (coveragePpm < leastPpm) return { reason: "coverage", coveragePpm, leastPpm };
  return isEveryGapTold ? null : { reason: "gapNotTold", coveragePpm, leastPpm };
}
