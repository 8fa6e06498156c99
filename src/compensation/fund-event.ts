import type { BusinessDay, Fen } from "#kernel";
import type { SizeClass } from "#registry";
import type { ClaimLoss } from "./entitlement.ts";
import type { ClaimClass } from "./programme.ts";

/** Money that moves between the pool and its sources: 注入, 利息, 费用, 结余收回. */
export const movementKinds = ["injection", "interest", "fee", "return"] as const;
export type MovementKind = (typeof movementKinds)[number];

/** What happens to a fund, as the arithmetic sees it: one line of a simulation. */
export type FundEvent =
  | { readonly kind: MovementKind; readonly on: BusinessDay; readonly amountFen: Fen }
  | {
      readonly kind: "open";
      readonly on: BusinessDay;
      readonly claim: string;
      readonly bank: string;
      readonly firm: string;
      readonly size: SizeClass;
      readonly eligibleFen: Fen;
    }
  | {
      readonly kind: "reserve";
      readonly on: BusinessDay;
      readonly claim: string;
      readonly class: ClaimClass;
      readonly loss: ClaimLoss;
      readonly otherPolicyFen: Fen;
      readonly otherFen: Fen;
    }
  | {
      readonly kind: "pay" | "release" | "cure" | "clawBack";
      readonly on: BusinessDay;
      readonly claim: string;
    }
  | {
      readonly kind: "recover";
      readonly on: BusinessDay;
      readonly claim: string;
      readonly grossFen: Fen;
      readonly costFen: Fen;
    };
