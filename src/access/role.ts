/**
 * What a person may do: an administrator manages the installation, a credit officer (信贷员) runs evaluations,
 * an auditor (审计) reads.
 */
export const roles = ["administrator", "creditOfficer", "auditor"] as const;

export type Role = (typeof roles)[number];
