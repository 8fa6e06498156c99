/** Rows and bads; the rate is of rows, not weighted, unless said otherwise. */
export interface Outcomes {
  readonly rows: number;
  readonly bads: number;
  readonly badRate: number;
}

/**
 * Step 1: who is in the sample. `tableRows` = sample + rejects + indeterminate + withoutOutcome + outsideWindow + excluded.
 */
export interface SampleArtefact {
  readonly tableRows: number;
  /** The bad rate is weighted. */
  readonly sample: Outcomes;
  readonly rejects: number;
  readonly indeterminate: number;
  readonly withoutOutcome: number;
  readonly outsideWindow: number;
  readonly excluded: readonly { readonly reason: string; readonly rows: number }[];
  readonly performanceMonths: number | null;
  readonly vintages: readonly (Outcomes & { readonly label: string })[];
  readonly indicators: readonly { readonly id: string; readonly valueKind: "numeric" | "categorical" }[];
}
