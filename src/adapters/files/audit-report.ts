import { relative } from "node:path";
import { formatMessage, type MessageParameters } from "#kernel";

/** What can be wrong with a stored file. */
const sentences = {
  AUDIT_VERSION: { zh: "版本文件不是写入时的样子", en: "the version file is not as it was written" },
  AUDIT_KEY: { zh: "密钥文件不是写入时的样子", en: "the key file is not as it was written" },
  AUDIT_KEY_MISSING: { zh: "缺少这条记录的数据密钥", en: "the data key of this entry is missing" },
  AUDIT_MISSING: { zh: "文件缺失", en: "the file is missing" },
  AUDIT_UNKNOWN_FILE: { zh: "账本中没有这个文件", en: "the ledger has no such file" },
  AUDIT_UNREADABLE: { zh: "这一段不是完整的记录", en: "this stretch is no whole record" },
  AUDIT_ENTRY: { zh: "记录与日志不符：{problem}", en: "the entry does not fit its log: {problem}" },
  AUDIT_ANCHOR: {
    zh: "平台日志第 {index} 条与其下的企业日志不符",
    en: "platform leaf {index} does not agree with the private logs under it",
  },
  AUDIT_PAYLOAD: { zh: "数据不是封存时的样子", en: "the payload is not what was sealed" },
  AUDIT_PAYLOAD_GAP: { zh: "没有记录指向这一段数据", en: "no entry refers to this stretch of payload" },
  AUDIT_INDEX: {
    zh: "派生的索引不是写入时的样子；删去即从记录重建",
    en: "the derived index is not as it was written; removed, it is made again from the entries",
  },
  AUDIT_TILE: { zh: "与日志算出的内容不同", en: "differs from what the log gives" },
  AUDIT_CHECKPOINT: {
    zh: "检查点的签名或格式不成立",
    en: "the checkpoint's signature or form does not hold",
  },
  AUDIT_ROOT: { zh: "记录算不出检查点中的根", en: "the entries do not lead to the checkpoint's root" },
  AUDIT_KEPT_UNREADABLE: {
    zh: "留存的文件 {found} 既不是检查点，也不是证据包",
    en: "the kept file {found} is neither a checkpoint nor an evidence bundle",
  },
  AUDIT_KEPT_SIGNER: {
    zh: "留存的检查点由 {found} 签署，本账本的密钥是 {expected}，签名不成立",
    en: "the kept checkpoint is signed by {found} and does not hold under this ledger's key {expected}",
  },
  AUDIT_ROLLED_BACK: {
    zh: "账本被回退：留存的检查点覆盖平台日志 {kept} 条，现在只有 {found} 条",
    en: "the ledger was rolled back: the kept checkpoint covers {kept} platform leaves, now there are {found}",
  },
  AUDIT_RECEIPT_SIGNER: {
    zh: "{origin} 第 {index} 条的回执不是本账本的密钥签的",
    en: "the receipt of entry {index} of {origin} does not hold under this ledger's key",
  },
  AUDIT_RECEIPT_BROKEN: {
    zh: "账本食言：回执确认 {origin} 第 {index} 条是 {expected}，现在是 {found}",
    en: "a promise was broken: the receipt says that entry {index} of {origin} is {expected}, now it is {found}",
  },
  AUDIT_FORKED: {
    zh: "账本已分叉：平台日志前 {size} 条的根现在是 {found}，留存的检查点签的是 {expected}",
    en: "the ledger was forked: the root of its first {size} platform leaves is now {found}, the kept checkpoint signed {expected}",
  },
} as const;

export type AuditCode = keyof typeof sentences;

/** Something wrong in a stored file: the damage lies within `length` bytes from `offset`. */
export interface AuditFinding {
  readonly code: AuditCode;
  /** Relative to the data directory; as given when it lies elsewhere. */
  readonly file: string;
  readonly offset: number;
  readonly length: number;
  readonly zh: string;
  readonly en: string;
}

/** A kept checkpoint that the present log continues, and the RFC 6962 consistency proof of it in base64. */
export interface ContinuedCheckpoint {
  readonly size: number;
  readonly root: string;
  readonly presentSize: number;
  readonly presentRoot: string;
  readonly proof: readonly string[];
}

/** Times that do not fit the order of the log: a clock was set, or somebody wrote a time that was not. */
export interface OddTimes {
  /** Entries received, by their own word, long before the platform leaf before them was sealed. */
  readonly backdated: number;
  /** Entries received, by their own word, long after the platform leaf that covers them was sealed. */
  readonly postdated: number;
  /** Platform leaves sealed long before the one before them. */
  readonly clockSetBack: number;
  /** The largest of these contradictions. */
  readonly mostMs: number;
  /** Where the first of them lies. */
  readonly first: AuditPlace | null;
}

/** What an audit read, and what it found; no finding means that every stored byte is as it was written. */
export interface AuditReport {
  readonly origin: string | null;
  readonly findings: readonly AuditFinding[];
  readonly files: number;
  readonly bytes: number;
  readonly entries: number;
  readonly rows: number;
  /** Entries whose rows were erased by a sealed entry, and how many rows those were: no damage. */
  readonly erasedEntries: number;
  readonly erasedRows: number;
  readonly platformSize: number;
  /** Size and root of the signed checkpoint; null when it does not hold. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
  /** No finding, as clocks are set: times that contradict the order of the log. */
  readonly oddTimes: OddTimes;
  /** Receipts in the kept file. */
  readonly receipts: number;
  /** The kept checkpoint that the log was held against and continues; null when there is none. */
  readonly against: ContinuedCheckpoint | null;
}

/** Where the steps of an audit put what they find and count. */
export interface AuditNotes {
  readonly findings: AuditFinding[];
  report(code: AuditCode, place: AuditPlace, parameters?: MessageParameters): void;
  /** Counts a file that was read. */
  count(bytes: number): void;
  readonly totals: { files: number; bytes: number; rows: number; erasedEntries: number; erasedRows: number };
}

export interface AuditPlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** Makes empty notes for a data directory. */
export function createAuditNotes(directory: string): AuditNotes {
  const findings: AuditFinding[] = [];
  const totals = { files: 0, bytes: 0, rows: 0, erasedEntries: 0, erasedRows: 0 };
  return {
    findings,
    totals,
    report(code, place, parameters = {}) {
      const { zh, en } = sentences[code];
      const inside = relative(directory, place.file);
      findings.push({
        code,
        ...place,
        file: inside.startsWith("..") ? place.file : inside,
        zh: formatMessage(zh, parameters),
        en: formatMessage(en, parameters),
      });
    },
    count(bytes) {
      totals.files += 1;
      totals.bytes += bytes;
    },
  };
}

/** Compares a stored file with what it must hold and reports the first byte that differs. */
export function auditBytes(
  notes: AuditNotes,
  code: AuditCode,
  stored: { readonly file: string; readonly bytes: Uint8Array; readonly expected: Uint8Array },
): boolean {
  const { file, bytes, expected } = stored;
  const length = Math.max(bytes.length, expected.length);
  for (let offset = 0; offset < length; offset++) {
    if (bytes[offset] !== expected[offset]) {
      notes.report(code, { file, offset, length: 1 });
      return false;
    }
  }
  return true;
}
