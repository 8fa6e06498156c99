import type { EpochMs } from "#kernel";

/** What an enterprise's data is about; consent is given by class. */
export const dataClasses = [
  "invoice",
  "statement",
  "businessDocument",
  "energy",
  "machine",
  "registry",
  "loan",
  "evaluation",
] as const;
export type DataClass = (typeof dataClasses)[number];

/** What data is read for: 授信评价, 贷后管理, 风险补偿, 平台服务, 让银行看到我. */
export const purposes = [
  "creditEvaluation",
  "postLoan",
  "compensation",
  "platformService",
  "prospecting",
] as const;
export type Purpose = (typeof purposes)[number];

/** Why a read is allowed (I11); every read names one. */
export type Basis =
  /** The reader is the enterprise itself. */
  | { readonly kind: "own" }
  | { readonly kind: "consent"; readonly consentId: string }
  /** The contract of a live loan obliges the borrower to give this data. */
  | {
      readonly kind: "covenant";
      readonly loanId: string;
      /** Set once the enterprise has revoked (封存): only what was received by then may be read. */
      readonly receivedUntilMs?: EpochMs;
    }
  | { readonly kind: "statute"; readonly article: string }
  /** The reader itself brought the files and declared by what right it holds them; the reference names that paper. */
  | { readonly kind: "attestation"; readonly reference: string };

/** A read that somebody wants to make. */
export interface WantedRead {
  readonly enterpriseId: string;
  readonly purpose: Purpose;
  readonly dataClasses: readonly DataClass[];
  /** What is read, as code for the access log, for example `enterprise.page` or `dueDiligence.report`. */
  readonly what: string;
}
