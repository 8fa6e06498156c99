import type { Role } from "./role.ts";

/** What an institution (机构) is: the platform, a bank, an enterprise, the compensation fund, a regulator. */
export const partyKinds = ["platform", "bank", "enterprise", "fund", "regulator"] as const;

export type PartyKind = (typeof partyKinds)[number];

/**
 * The institution (机构) whose data a person sees; every row of the system of record belongs to one. Its code is
 * what people name at the log-in, unique in the installation whatever its case.
 */
export interface Party {
  readonly id: string;
  readonly kind: PartyKind;
  readonly code: string;
  readonly name: string;
  /** Invented, with everything that it makes: shown as 模拟数据 on its pages and exports. */
  readonly isSimulated: boolean;
}

/** The form of a party's code: 2 to 64 letters, digits, dots, dashes; a 统一社会信用代码 is one. */
export const partyCodePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/;

/** The roles that people of a party can have, by its kind; the database holds the same table. */
export const rolesOfKind: Readonly<Record<PartyKind, readonly Role[]>> = {
  platform: ["administrator", "platformOperator", "auditor"],
  bank: [
    "administrator",
    "accountManager",
    "creditOfficer",
    "riskOfficer",
    "modelDeveloper",
    "modelValidator",
    "postLoanManager",
    "auditor",
  ],
  enterprise: ["administrator", "owner", "auditor"],
  fund: ["administrator", "fundOfficer", "auditor"],
  regulator: ["administrator", "auditor"],
};
