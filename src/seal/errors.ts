import { defineFaults } from "#kernel";

/** The error codes of the seal. */
export const sealFaults = defineFaults({
  SEAL_NOT_JSON: {
    kind: "badInput",
    zh: "不是合法的 JSON，偏移 {offset}",
    en: "not valid JSON at offset {offset}",
  },
  SEAL_NOT_CANONICAL: {
    kind: "badInput",
    zh: "不是规范形式的 JSON(RFC 8785)，偏移 {offset}",
    en: "not canonical JSON (RFC 8785) at offset {offset}",
  },
  SEAL_MALFORMED: {
    kind: "badInput",
    zh: "{what} 的格式不对：应为 {expected}，实为 {found}",
    en: "malformed {what}: expected {expected}, found {found}",
  },
  SEAL_PROOF_INVALID: {
    kind: "integrity",
    zh: "{what} 的证明不成立",
    en: "the proof of {what} does not hold",
  },
  SEAL_ORIGIN_DIFFERS: {
    kind: "integrity",
    zh: "日志名为 {found}，应为 {expected}",
    en: "the log's name is {found}, not {expected}",
  },
  SEAL_NOT_SIGNED: { kind: "integrity", zh: "{name} 没有签名", en: "{name} did not sign" },
  SEAL_INDEX_DIFFERS: {
    kind: "integrity",
    zh: "记录头中的序号是 {found}，不是 {expected}",
    en: "the header's index is {found}, not {expected}",
  },
  SEAL_ROW_NOT_DISCLOSED: { kind: "integrity", zh: "对应的行没有披露", en: "its row is not disclosed" },
  SEAL_ENTRY_TYPE_DIFFERS: {
    kind: "integrity",
    zh: "记录类型为 {found}，应为 {expected}",
    en: "the entry's type is {found}, not {expected}",
  },
  SEAL_ENTRY_MISSING: {
    kind: "badInput",
    zh: "没有给出这条记录本身",
    en: "the entry itself was not given",
  },
  SEAL_DEVICE_KEY_MISSING: {
    kind: "integrity",
    zh: "采集器 {collector} 的公钥 {key} 没有在此之前封存，或未随证据给出",
    en: "the key {key} of collector {collector} was not sealed before, or is not in the bundle",
  },
  SEAL_RESULT_DIFFERS: { kind: "integrity", zh: "与封存的那一行不同", en: "it differs from the sealed row" },
});
