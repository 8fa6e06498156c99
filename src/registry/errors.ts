import { defineFaults } from "#kernel";

/** Faults of the registry: codes that cannot name an enterprise. */
export const registryFaults = defineFaults({
  REGISTRY_CODE_MALFORMED: {
    kind: "badInput",
    zh: "“{found}”不是有效的企业代码（编码体系 {scheme}）",
    en: "“{found}” is not an enterprise code of the scheme {scheme}",
  },
  REGISTRY_ENTERPRISE_NOT_KEPT: {
    kind: "notFound",
    zh: "企业 {id} 不存在，或不是本机构登记的企业",
    en: "There is no enterprise {id}, or this party does not keep it",
  },
  REGISTRY_ELEMENT_NOT_FOUND: {
    kind: "notFound",
    zh: "要素 {id} 不存在",
    en: "There is no element {id}",
  },
  REGISTRY_ELEMENT_OF_OTHERS: {
    kind: "conflict",
    zh: "同一企业的要素代码已由其他机构登记",
    en: "An element of this code of the enterprise is registered by another party",
  },
  REGISTRY_ELEMENT_KIND: {
    kind: "conflict",
    zh: "要素 {code} 已登记为 {found}，不能改为 {kind}",
    en: "The element {code} is registered as {found} and does not become a {kind}",
  },
  REGISTRY_ELEMENT_WRONG: {
    kind: "badInput",
    zh: "要素 {code}：{problem}",
    en: "Element {code}: {problem}",
  },
  REGISTRY_VERSION_RACE: {
    kind: "conflict",
    zh: "要素 {code} 刚被他人修改，请重新载入后再提交",
    en: "The element {code} was changed by somebody else just now; load it again",
  },
  REGISTRY_COLLECTOR_NOT_FOUND: {
    kind: "notFound",
    zh: "采集器 {id} 不存在",
    en: "There is no collector {id}",
  },
  REGISTRY_COLLECTOR_STATE: {
    kind: "conflict",
    zh: "采集器 {id} 的状态为 {state}，不能执行此操作",
    en: "The collector {id} is {state}; this cannot be done",
  },
  REGISTRY_NODE_TAKEN: {
    kind: "conflict",
    zh: "Sparkplug 组与节点 {node} 已属于另一网关",
    en: "The Sparkplug group and node {node} belong to another gateway",
  },
  REGISTRY_CODE_REFUSED: {
    kind: "forbidden",
    zh: "登记码无效：不存在、已用、已过期或已被新码取代",
    en: "The enrolment code is not valid: unknown, used, expired or replaced by a newer one",
  },
  REGISTRY_PROOF_WRONG: {
    kind: "forbidden",
    zh: "签名与公钥不符：设备没有证明其持有私钥",
    en: "The signature does not fit the public key: the device did not prove that it holds the private one",
  },
  REGISTRY_KEY_MALFORMED: {
    kind: "badInput",
    zh: "公钥应为 32 字节 Ed25519 公钥的 base64",
    en: "The public key is the base64 of the 32 bytes of an Ed25519 key",
  },
  REGISTRY_KEY_KNOWN: {
    kind: "conflict",
    zh: "此公钥已属于一个采集器；每次登记须生成新的密钥",
    en: "This public key belongs to a collector already; every enrolment makes a new key",
  },
  REGISTRY_ROTATION_CLOCK: {
    kind: "badInput",
    zh: "设备时钟与平台相差 {minutes} 分钟以上",
    en: "The clock of the device differs from the platform's by more than {minutes} minutes",
  },
  REGISTRY_CERTIFICATE_REQUEST: {
    kind: "badInput",
    zh: "证书请求无效，或其公钥不是登记的公钥",
    en: "The certificate request is not valid, or not for the key that is enrolled",
  },
  REGISTRY_WORKBOOK: {
    kind: "badInput",
    zh: "{file} 不是可读的 XLSX 工作簿",
    en: "{file} is not a workbook (.xlsx) that can be read",
  },
});
