import type { BusinessDay } from "#kernel";
import type { LifeStageReason } from "./words.ts";

/** 初创期, 成长期, 成熟期, 衰退期. */
export const lifeStages = ["startUp", "growth", "maturity", "decline"] as const;
export type LifeStage = (typeof lifeStages)[number];

/** A stage as judged by rule and data, with hysteresis: it changes only when the next one has held for a while. */
export interface JudgedLifeStage {
  readonly stage: LifeStage;
  /** 0 to 1. */
  readonly confidence: number;
  readonly since: BusinessDay;
  readonly history: readonly {
    readonly stage: LifeStage;
    readonly from: BusinessDay;
    readonly confidence: number;
  }[];
  /** Codes of what spoke for and against, strongest first. */
  readonly reasons: readonly LifeStageReason[];
}
