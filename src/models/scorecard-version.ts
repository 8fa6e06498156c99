import type { EpochMs } from "#kernel";
import type { DevelopmentPlan, Scorecard } from "#scorecard";
import type { NamedPerson } from "./expert-card.ts";

/**
 * The life of a version: developed, validated by another person (模型验证), approved, beside the one in force without
 * deciding (shadow), in force (champion), retired. Each is reached from the one before; retired from every other.
 */
export const versionStates = ["developed", "validated", "approved", "shadow", "champion", "retired"] as const;

export type VersionState = (typeof versionStates)[number];

/** A step of a version's life, signed by a person for the content that the fingerprint names. */
export interface VersionTransition {
  readonly state: VersionState;
  readonly by: NamedPerson;
  readonly atMs: EpochMs;
  /** Findings of the validation, reason of an approval or a retirement. */
  readonly text: string;
  /** SHA-256, hex, of the model card's content that was signed. */
  readonly sha256: string;
  /** Where it stands in the log; null until it is sealed. */
  readonly sealed: { readonly origin: string; readonly entry: number } | null;
}

/** A developed card with everything that it was made of (模型版本). */
export interface ScorecardVersion {
  readonly id: string;
  /** 1, 2, 3 … within the bank. */
  readonly version: number;
  readonly name: string;
  /** The project that it came out of, and the revision of its plan. */
  readonly projectId: string;
  readonly revision: number;
  readonly isSimulated: boolean;
  readonly state: VersionState;
  readonly plan: DevelopmentPlan;
  readonly card: Scorecard;
  /** What is signed: see `ModelCardContent`. */
  readonly content: ModelCardContent;
  /** SHA-256, hex, of the canonical JSON of the content. */
  readonly sha256: string;
  /** Everybody whose work it is: made a revision of the plan, ran or signed a step, or made the version. */
  readonly developers: readonly NamedPerson[];
  /** In the order in which they happened; the first is `developed`. */
  readonly transitions: readonly VersionTransition[];
}

/** A version in a list. */
export type VersionSummary = Omit<ScorecardVersion, "plan" | "card" | "content"> & {
  /** Area under the ROC curve as the evaluation says it, with its interval; null when it has none. */
  readonly auc: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly ks: number | null;
  readonly indicators: number;
};

/** A thing by its fingerprint. */
export interface Fingerprint {
  readonly sha256: string;
}

/** What a model card says and what its signatures are over: each part by the hash of its content. */
export interface ModelCardContent {
  readonly version: "model-card@1";
  readonly name: string;
  readonly scorecardVersion: number;
  readonly isSimulated: boolean;
  /** Everybody whose work it is; none of them validates, approves or promotes it. */
  readonly developers: readonly NamedPerson[];
  readonly data: Fingerprint & {
    readonly rows: number;
    readonly bads: number;
    readonly source: string;
  };
  readonly plan: Fingerprint & { readonly revision: number };
  /** Hash of each step's artefact and who signed it. */
  readonly steps: readonly (Fingerprint & {
    readonly step: string;
    readonly signedBy: NamedPerson;
    readonly signedAtMs: EpochMs;
    readonly comment: string;
  })[];
  readonly bins: Fingerprint & {
    readonly indicators: readonly {
      readonly id: string;
      readonly bins: number;
      readonly iv: number;
      /** Bounds of the objective that an independent checker replays; null where nothing was optimised. */
      readonly certificate: { readonly lower: number; readonly upper: number } | null;
    }[];
  };
  readonly certificates: Fingerprint;
  readonly points: Fingerprint & { readonly basePoints: number };
  readonly evaluation: Fingerprint & {
    readonly auc: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly ks: number | null;
    readonly method: string | null;
  };
  /** Hash of each form in which the card is deployed. */
  readonly exports: readonly (Fingerprint & { readonly format: string; readonly bytes: number })[];
  /** The whole card. */
  readonly card: Fingerprint;
}

/** The model card (模型卡) as it is handed out: what it says, and who signed that. */
export interface ModelCard {
  readonly content: ModelCardContent;
  readonly sha256: string;
  readonly signatures: readonly VersionTransition[];
}
