/** Evidence about one enterprise with a batch that its device signed, written as files. */
export interface EvidenceFiles {
  readonly collector: string;
  /** Paths. */
  readonly bundle: string;
  readonly trust: string;
  readonly proof: string;
  readonly entry: string;
  /** The disclosed rows as they are shown. */
  readonly rows: readonly string[];
  /** The bundle's text with one bit of a disclosed row flipped. */
  readonly tamperedRow: string;
}
