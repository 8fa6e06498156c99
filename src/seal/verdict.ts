import { Fault, formatMessage, type MessageParameters } from "#kernel";

/** The checks of a bundle, in the order in which they are made. */
export const bundleChecks = [
  "format",
  "signer",
  "signature",
  "trust",
  "witnesses",
  "anchor",
  "log",
  "entry",
  "device",
  "row",
  "result",
  "receipt",
  "since",
] as const;

export type BundleCheck = (typeof bundleChecks)[number];

/** What is wrong, in both languages; `{}` names are parameters. */
const sentences = {
  format: { zh: "证据包格式不对：{problem}", en: "the bundle's format is wrong: {problem}" },
  signer: { zh: "证据包自带的公钥不合格式：{problem}", en: "the bundle's own key is malformed: {problem}" },
  signature: {
    zh: "检查点的签名不成立：{problem}",
    en: "the checkpoint's signature does not hold: {problem}",
  },
  trust: {
    zh: "签名者不在信任文件中：应为 {expected}，实为 {found}",
    en: "the signer is not in the trust file: expected {expected}, found {found}",
  },
  witnesses: {
    zh: "见证人联署 {found} 个，信任文件要求 {quorum} 个",
    en: "{found} witnesses cosigned, the trust file asks for {quorum}",
  },
  anchor: {
    zh: "平台日志第 {index} 条不在检查点之下：{problem}",
    en: "platform leaf {index} is not under the checkpoint: {problem}",
  },
  log: {
    zh: "日志 {origin} 的状态不在平台日志之下：{problem}",
    en: "the state of log {origin} is not under the platform leaf: {problem}",
  },
  entry: { zh: "第 {index} 条记录不在日志中：{problem}", en: "entry {index} is not in the log: {problem}" },
  device: {
    zh: "第 {index} 条记录的设备签名不成立：{problem}",
    en: "the device's signature of entry {index} does not hold: {problem}",
  },
  since: {
    zh: "不是留存状态的延续：{problem}",
    en: "this does not continue the state that was kept: {problem}",
  },
  row: {
    zh: "第 {index} 条记录的第 {ordinal} 行不是封存的那一行：{problem}",
    en: "row {ordinal} of entry {index} is not the one that was sealed: {problem}",
  },
  result: { zh: "结果与封存的不同：{problem}", en: "the result is not the one that was sealed: {problem}" },
  receipt: {
    zh: "第 {index} 条记录的回执不合格：{problem}",
    en: "the receipt of entry {index} is not valid: {problem}",
  },
  misconduct: {
    zh: "平台行为不当：第 {index} 条记录的回执与检查点矛盾，两者由同一密钥签署",
    en: "misconduct: the receipt of entry {index} contradicts the checkpoint, and the same key signed both",
  },
} as const;

/** Something wrong with a bundle: which check failed, where, and why. */
export interface BundleFinding {
  readonly check: BundleCheck | "misconduct";
  /** Members and positions from the bundle's top to the place, for example `entries`, 0, `header`. */
  readonly path: readonly (string | number)[];
  /** Where that place begins in the file, in bytes. */
  readonly offset: number;
  readonly zh: string;
  readonly en: string;
}

/**
 * - `verified`: every check holds, and a key of the trust file signed.
 * - `selfConsistent`: every check holds, but the signer is unknown: anybody could have made the bundle.
 * - `misconduct`: a receipt contradicts the checkpoint; the bundle is evidence against its signer.
 * - `failed`: a check failed.
 */
export type BundleVerdict = "verified" | "selfConsistent" | "misconduct" | "failed";

/** What verification found. */
export interface BundleReport {
  readonly verdict: BundleVerdict;
  readonly findings: readonly BundleFinding[];
  /** What was proved, as far as the bundle could be read. */
  readonly proved: {
    readonly origin: string;
    readonly platform: string;
    readonly platformSize: number;
    readonly logSize: number;
    readonly entries: number;
    readonly rows: number;
    readonly hasResult: boolean;
    readonly receipts: number;
    /** Cosignatures of witnesses that the reader trusts. */
    readonly cosigned: readonly Cosigned[];
    /** Batches whose device's signature was checked with a key sealed in the same log. */
    readonly devices: readonly DeviceSigned[];
    /** Platform leaves of the earlier state that this continues; null where the bundle names none. */
    readonly sinceSize: number | null;
  } | null;
}

/** A witness that saw the checkpoint, and when. */
export interface Cosigned {
  readonly name: string;
  readonly timeSeconds: number;
}

/** A batch that its device signed. */
export interface DeviceSigned {
  /** Of the entry. */
  readonly index: number;
  readonly collector: string;
  readonly key: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly createdAtMs: number;
}

/** The sentences of a verdict. */
export const verdictSentences: Readonly<Record<BundleVerdict, { readonly zh: string; readonly en: string }>> =
  {
    verified: { zh: "已验证", en: "verified" },
    selfConsistent: { zh: "自洽，但签名者未知", en: "self-consistent, signer unknown" },
    misconduct: { zh: "平台行为不当", en: "misconduct of the platform" },
    failed: { zh: "验证失败", en: "verification failed" },
  };

/** Both sentences of a finding; the sentence of the fault behind it takes the place of `{problem}`. */
export function findingSentences(
  kind: keyof typeof sentences,
  parameters: MessageParameters,
  cause?: unknown,
): { readonly zh: string; readonly en: string } {
  const { zh, en } = sentences[kind];
  const problem = (language: "zh" | "en"): string => {
    if (cause instanceof Fault) return cause.sentence(language);
    return cause instanceof Error ? cause.message : String(cause);
  };
  return {
    zh: formatMessage(zh, { ...parameters, problem: problem("zh") }),
    en: formatMessage(en, { ...parameters, problem: problem("en") }),
  };
}
