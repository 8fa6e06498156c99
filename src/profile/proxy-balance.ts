import type { BusinessDay, Fen, Message } from "#kernel";

/** Items of the proxy balance sheet (代理资产负债表); flows cover the twelve months to T, stocks stand at T. */
export const proxyItems = [
  "fixedAssetsFen",
  "depreciationFen",
  "inventoriesFen",
  "receivablesFen",
  "payablesFen",
  "revenueFen",
  "purchasesFen",
] as const;
export type ProxyItem = (typeof proxyItems)[number];

/** An estimate with the bounds between which the truth lies with nine chances in ten. */
export interface ProxyEstimate {
  readonly valueFen: Fen;
  readonly lowFen: Fen;
  readonly highFen: Fen;
  /** What it was worked out from, in words. */
  readonly method: Message;
  readonly streams: readonly string[];
  /** From the newest statement that was filed by T; null without one. */
  readonly declaredFen: Fen | null;
  readonly declaredFor: BusinessDay | null;
  /** Why the two differ, most likely first; empty where they agree or nothing was declared. */
  readonly gapReasons: readonly Message[];
}

/** Null where no stream says anything of an item. */
export type ProxyBalance = { readonly asOf: BusinessDay } & {
  readonly [Item in ProxyItem]: ProxyEstimate | null;
};
