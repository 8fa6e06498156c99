/** What of the intake is shown lives in the address. */
export interface IntakeSearch {
  readonly order?: "rate" | "lag" | "quarantined" | "missing" | "name" | undefined;
  readonly enterprise?: string | undefined;
}

export interface AlarmSearch {
  readonly state?: "open" | "all" | undefined;
  readonly collector?: string | undefined;
}
