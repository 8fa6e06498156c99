import type { BusinessDay, Fen, RatePpm } from "#kernel";
import { loanClasses, type LoanClass } from "#lending";
import type { SizeClass } from "#registry";

/** A class from which a claim may be made: 关注, 次级, 可疑, 损失. */
export type ClaimClass = Exclude<LoanClass, "pass">;
export const claimClasses = loanClasses.slice(1) as readonly ClaimClass[];

/** A platform whose applications a programme accepts. */
export interface ListedPlatform {
  readonly partyId: string;
  readonly name: string;
}

/** What a compensation programme (补偿项目) promises and within which bounds; amounts without a bound are null. */
export interface ProgrammeTerms {
  /** Ratio of the final loss by size: micro ≥ small ≥ medium, large nothing (I9). */
  readonly ratioPpm: Readonly<Record<SizeClass, RatePpm>>;
  /** Cumulative share of eligible principal by class; 损失 is the ratio of the size, which also caps the others. */
  readonly cumulativePpm: Readonly<Record<Exclude<ClaimClass, "loss">, RatePpm>>;
  /** The first class that opens a claim. */
  readonly startClass: ClaimClass;
  /** The bank itself bears at least this share of the loss. */
  readonly bankRetentionPpm: RatePpm;
  /** All policy money together is at most this share of the loss. */
  readonly stackCapPpm: RatePpm;
  /** The average ratio over the programme stays at or below it. */
  readonly averageCapPpm: RatePpm;
  readonly annualCapFen: Fen | null;
  readonly bankCapFen: Fen | null;
  readonly firmCapFen: Fen | null;
  /** NPL ratio of a bank's enrolled loans at which cover is watched, and at which new cover stops (熔断). */
  readonly warnPpm: RatePpm;
  readonly tripPpm: RatePpm;
  /** Days after a cure in which what was paid comes back. */
  readonly refundDays: number;
  readonly platforms: readonly ListedPlatform[];
}

/** Terms from a day on; published by another person than the one who wrote them, never changed afterwards. */
export interface ProgrammeVersion {
  readonly version: number;
  readonly effectiveFrom: BusinessDay;
  readonly terms: ProgrammeTerms;
  readonly state: "draft" | "published";
  readonly madeBy: string;
  readonly madeByName: string;
  readonly publishedBy: string | null;
  readonly publishedByName: string | null;
}

export interface Programme {
  readonly id: string;
  /** The fund that owns it. */
  readonly fundPartyId: string;
  readonly code: string;
  readonly name: string;
  readonly versions: readonly ProgrammeVersion[];
}

/** The published version in force on a day; null before the first. */
export function versionOn(versions: readonly ProgrammeVersion[], day: BusinessDay): ProgrammeVersion | null {
  const inForce = versions
    .filter(({ state, effectiveFrom }) => state === "published" && effectiveFrom <= day)
    .sort((a, b) =>
      a.effectiveFrom === b.effectiveFrom
        ? a.version - b.version
        : a.effectiveFrom < b.effectiveFrom
          ? -1
          : 1,
    );
  return inForce.at(-1) ?? null;
}

/** The ratio that size and class give together: the stage's share, never above the size's own ratio. */
export function ratioOf(terms: ProgrammeTerms, size: SizeClass, claimClass: ClaimClass): RatePpm {
  const ratio = terms.ratioPpm[size];
  return claimClass === "loss" ? ratio : Math.min(terms.cumulativePpm[claimClass], ratio);
}

/** Whether a class opens a claim under these terms. */
export function isClaimable(terms: ProgrammeTerms, loanClass: LoanClass | null): loanClass is ClaimClass {
  if (loanClass === null || loanClass === "pass") return false;
  return loanClasses.indexOf(loanClass) >= loanClasses.indexOf(terms.startClass);
}

const whole = 1_000_000;

/** What is wrong with terms, as codes; an empty list when they hold. */
export function problemsOf(terms: ProgrammeTerms): readonly string[] {
  const { ratioPpm, cumulativePpm } = terms;
  const rates = [
    ...Object.values(ratioPpm),
    ...Object.values(cumulativePpm),
    terms.bankRetentionPpm,
    terms.stackCapPpm,
    terms.averageCapPpm,
    terms.warnPpm,
    terms.tripPpm,
  ];
  const caps = [terms.annualCapFen, terms.bankCapFen, terms.firmCapFen];
  const checks: readonly (readonly [boolean, string])[] = [
    [rates.every((rate) => Number.isInteger(rate) && rate >= 0 && rate <= whole), "rateRange"],
    [ratioPpm.micro >= ratioPpm.small && ratioPpm.small >= ratioPpm.medium, "ratioOrder"],
    [ratioPpm.large === 0, "largeNotZero"],
    [
      cumulativePpm.specialMention <= cumulativePpm.substandard &&
        cumulativePpm.substandard <= cumulativePpm.doubtful,
      "cumulativeOrder",
    ],
    [terms.averageCapPpm <= whole / 2, "averageAboveHalf"],
    [terms.warnPpm <= terms.tripPpm, "breakerOrder"],
    [caps.every((cap) => cap === null || cap >= 0n), "capNegative"],
    [Number.isInteger(terms.refundDays) && terms.refundDays >= 0 && terms.refundDays <= 365, "refundDays"],
  ];
  return checks.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}
