/** What the applicant can move. Without an entry an indicator may move either way. */
export interface ChangeLimits {
  /** Indicators that cannot change, such as the age of an enterprise. */
  readonly immutable?: readonly string[];
  /** Indicators whose value can only rise, or only fall. */
  readonly onlyRising?: readonly string[];
  readonly onlyFalling?: readonly string[];
}
