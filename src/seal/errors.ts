import { defineFaults } from "#kernel";

/** The error codes of the seal. */
export const sealFaults = defineFaults({
  SEAL_NOT_JSON: {
    kind: "badInput",
    zh: "不是合法的 JSON,偏移 {offset}",
    en: "not valid JSON at offset {offset}",
  },
  SEAL_NOT_CANONICAL: {
    kind: "badInput",
    zh: "不是规范形式的 JSON(RFC 8785),偏移 {offset}",
    en: "not canonical JSON (RFC 8785) at offset {offset}",
  },
  SEAL_MALFORMED: {
    kind: "badInput",
    zh: "{what} 的格式不对:应为 {expected},实为 {found}",
    en: "malformed {what}: expected {expected}, found {found}",
  },
  SEAL_PROOF_INVALID: {
    kind: "integrity",
    zh: "{what} 的证明不成立",
    en: "the proof of {what} does not hold",
  },
});
