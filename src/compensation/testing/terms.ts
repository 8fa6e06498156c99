import type { ProgrammeTerms } from "../programme.ts";

/** Terms for tests: the ratios of the worked example, no caps but the average and the shares of the loss. */
export const terms: ProgrammeTerms = {
  ratioPpm: { micro: 550_000, small: 450_000, medium: 400_000, large: 0 },
  cumulativePpm: { specialMention: 100_000, substandard: 250_000, doubtful: 400_000 },
  startClass: "specialMention",
  bankRetentionPpm: 200_000,
  stackCapPpm: 800_000,
  averageCapPpm: 500_000,
  annualCapFen: null,
  bankCapFen: null,
  firmCapFen: null,
  warnPpm: 30_000,
  tripPpm: 50_000,
  refundDays: 30,
  platforms: [],
};
