/**
 * What a person may do: an administrator manages the people of a party, an account manager (客户经理) brings and
 * keeps customers, a credit officer (审批人) decides, a risk officer (风险) watches models and limits, a post-loan
 * manager (贷后) keeps loans, a platform operator (平台运营) keeps data coming in, an owner (企业主) decides over the
 * enterprise's data, a fund officer (基金经办) works on claims, an auditor (审计) reads.
 */
export const roles = [
  "administrator",
  "accountManager",
  "creditOfficer",
  "riskOfficer",
  "modelDeveloper",
  "modelValidator",
  "postLoanManager",
  "platformOperator",
  "owner",
  "fundOfficer",
  "auditor",
] as const;

export type Role = (typeof roles)[number];
