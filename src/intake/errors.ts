import { defineFaults } from "#kernel";

/** The error codes of the way in; what a sender did wrong is an answer, not a fault. */
export const intakeFaults = defineFaults({
  INTAKE_VERIFIER_FAILED: {
    kind: "internal",
    zh: "验签线程失败：{problem}",
    en: "the verifying thread failed: {problem}",
  },
  INTAKE_NO_COLLECTOR: {
    kind: "notFound",
    zh: "没有采集器 {collector}，或不在您的查看范围内",
    en: "there is no collector {collector} that you may see",
  },
  INTAKE_NOT_PROVEN: {
    kind: "forbidden",
    zh: "没有证明自己是该采集器：需要有效的令牌或签名",
    en: "not proven to be this collector: a valid token or signature is needed",
  },
  INTAKE_BUSY: {
    kind: "unavailable",
    zh: "接收已达上限，请在 {seconds} 秒后再送",
    en: "the way in is full; send again in {seconds} s",
  },
});
