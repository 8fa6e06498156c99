import type { Catalogue } from "../../i18n/language.tsx";

/** The sentence of each kind of task; an area whose work waits for a person adds its kinds here. */
export const taskText: Catalogue = {
  "consent.confirmPapers": {
    zh: "{count} 份纸质授权书待您复核",
    en: "{count} signed consent forms to confirm",
  },
  "consent.answerRequests": { zh: "{count} 项授权请求待您决定", en: "{count} consent requests wait for you" },
  "consent.renew": { zh: "{count} 项授权即将到期", en: "{count} consents end soon" },
  "objection.answer": { zh: "{count} 项异议待答复", en: "{count} objections to answer" },
  "document.check": { zh: "{count} 份尽调报告待您复核", en: "{count} due-diligence reports to check" },
  "document.finish": { zh: "{count} 份尽调报告被退回", en: "{count} due-diligence reports were returned" },
  "watch.settle": { zh: "{count} 条预警待您处置", en: "{count} alerts wait for you" },
  "watch.assign": { zh: "{count} 条预警无人负责，请分派", en: "{count} alerts have no owner: assign them" },
  "watch.escalated": { zh: "{count} 条预警逾期未处置", en: "{count} alerts are late" },
};
