import { defineFaults } from "#kernel";

/** What can go wrong with consents, the basis of a read, and objections. */
export const consentFaults = defineFaults({
  CONSENT_NO_BASIS: {
    kind: "forbidden",
    zh: "没有依据：本机构不得为“{purpose}”读取企业 {enterprise} 的 {classes} 数据；需要有效授权、存续贷款约定或法定依据",
    en: "No basis: this party may not read {classes} of {enterprise} for {purpose}; it takes a consent in force, the covenant of a live loan, or a statute",
  },
});
