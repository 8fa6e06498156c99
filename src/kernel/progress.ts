/** What long work reports; `total` is missing while it is not known. */
export interface Progress {
  /** A message key of the step, for example "import", "seal", "indicators". */
  readonly step: string;
  readonly done: number;
  readonly total?: number;
  readonly unit: "rows" | "bytes" | "entries" | "enterprises" | "fits" | "steps" | "indicators";
  /** The file or thing being worked on, for a person to read. */
  readonly subject?: string;
}

export type ReportProgress = (progress: Progress) => void;
