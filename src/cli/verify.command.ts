import { existsSync } from "node:fs";
import { join } from "node:path";
import { nodeCrypto } from "#ledger";
import {
  type BundleFinding,
  type BundleReport,
  findReceipts,
  type ProofReport,
  readTrust,
  type Receipt,
  type TrustSource,
  verdictSentences,
  verifyBundle,
  verifyProof,
} from "#seal";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { readKeptState } from "./kept-state.ts";
import { entryFileOf } from "./prove-entry.ts";
import { readUserFile, writeUserFile } from "./read-user-file.ts";

interface VerifyOptions {
  readonly trust?: string;
  readonly entry?: string;
  readonly since?: string;
  readonly receipts?: string;
  readonly page?: string;
  readonly json?: boolean;
}

/** `touchstone verify`: checks an evidence bundle or a `.tlog-proof` offline. */
export const registerVerify: RegisterCommand = (program, context) => {
  program
    .command("verify")
    .description(
      "check an evidence bundle or a .tlog-proof offline; exit 0 verified, 1 finding or signer unknown, 2 bad use",
    )
    .argument("[file]", "evidence bundle (.json) or inclusion proof (.tlog-proof)")
    .option(
      "--trust <file>",
      "trust file, policy or verifier key that you got by another way; without it the signer stays unknown",
    )
    .option("--entry <file>", "for a .tlog-proof: the entry itself (default: the .entry file beside it)")
    .option("--since <file>", "for a bundle: checkpoint or bundle that you kept; this one must continue it")
    .option(
      "--receipts <file>",
      "for a bundle: receipts that you kept (of a collector: collector receipts); the log must have held their promises",
    )
    .option("--page <file>", "instead: write the page that verifies in a browser without a network (.html)")
    .option("--json", "print one JSON document on standard output")
    .action((file: string | undefined, options: VerifyOptions) => {
      if (options.page !== undefined) {
        writePage(options.page);
        return;
      }
      if (file === undefined) throw badOption("FILE", "a bundle or a .tlog-proof", "nothing");
      const trust = options.trust === undefined ? undefined : readTrustFileOf(options.trust);
      const report = verifyFile(file, options, trust);
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify({ bundle: file, trust: options.trust ?? null, ...report })}\n`
          : describeReport(file, report, context),
      );
      context.setExitCode(report.verdict === "verified" ? 0 : 1);
    });
};

function verifyFile(
  file: string,
  { entry, since, receipts }: VerifyOptions,
  trust: TrustSource | undefined,
): BundleReport | ProofReport {
  const bytes = readUserFile("FILE", file);
  if (!bytes.subarray(0, 9).equals(Buffer.from("c2sp.org/"))) {
    if (entry !== undefined) throw badOption("--entry", "a .tlog-proof", file);
    const kept = since === undefined ? undefined : readKeptState("--since", since);
    return verifyBundle(bytes, nodeCrypto, trust, kept, receipts === undefined ? [] : readReceipts(receipts));
  }
  if (receipts !== undefined) throw badOption("--receipts", "an evidence bundle", file);
  if (since !== undefined) throw badOption("--since", "an evidence bundle", file);
  const beside = entryFileOf(file);
  const leaf = entry ?? (existsSync(beside) ? beside : undefined);
  return verifyProof(
    bytes,
    leaf === undefined ? undefined : readUserFile("--entry", leaf),
    nodeCrypto,
    trust,
  );
}

function readReceipts(path: string): readonly Receipt[] {
  const found = findReceipts(readUserFile("--receipts", path).toString("utf8"));
  if (found.length === 0) throw badOption("--receipts", "a file with receipts", `${path}: none in it`);
  return found;
}

/** The page is built with the app; whoever opens it needs neither this program nor a network. */
function writePage(out: string): void {
  const built = join(import.meta.dirname, "../../web/dist/verify.html");
  writeUserFile("--page", out, readUserFile("--page", built));
}

function readTrustFileOf(path: string): TrustSource {
  const text = readUserFile("--trust", path).toString("utf8");
  if (text.trim() === "") {
    const expected = "a trust file or a verifier key";
    throw badOption("--trust", expected, `${path}: nothing in it`);
  }
  return readTrust(nodeCrypto.sha256, text);
}

function describeReport(
  file: string,
  report: BundleReport | ProofReport,
  { language }: CommandContext,
): string {
  const lines = [`${file}: ${verdictSentences[report.verdict][language]}`];
  lines.push(...report.findings.map((finding) => describeFinding(finding, language)));
  const { proved } = report;
  if (proved !== null && report.findings.every(({ check }) => check === "trust")) {
    lines.push("platform" in proved ? describeBundle(proved, language) : describeProof(proved, language));
    for (const { name, timeSeconds } of proved.cosigned) {
      const at = new Date(timeSeconds * 1000).toISOString();
      lines.push(language === "zh" ? `  见证人 ${name} 于 ${at} 联署` : `  cosigned by ${name} at ${at}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function describeFinding(finding: BundleFinding, language: "zh" | "en"): string {
  const path = finding.path.length === 0 ? "" : ` /${finding.path.join("/")}`;
  return `  ${finding.check} @${finding.offset}${path}: ${finding[language]}`;
}

function describeBundle(proved: NonNullable<BundleReport["proved"]>, language: "zh" | "en"): string {
  const { origin, platform, logSize, platformSize, entries, rows, devices, sinceSize } = proved;
  if (language === "zh") {
    const device = devices.length > 0 ? `,设备签名 ${devices.length} 批` : "";
    const since = sinceSize === null ? "" : `,延续留存的 ${sinceSize} 条`;
    return `  日志 ${origin}(${logSize} 条),平台日志 ${platform}(${platformSize} 条);核验 ${entries} 条记录、${rows} 行${proved.hasResult ? "和评价结果" : ""}${device}${since}`;
  }
  const device = devices.length > 0 ? `, ${devices.length} batches signed by devices` : "";
  const since = sinceSize === null ? "" : `, continuing the ${sinceSize} leaves that were kept`;
  return `  log ${origin} (${logSize} entries) under ${platform} (${platformSize}); proved ${entries} entries, ${rows} rows${proved.hasResult ? " and the result" : ""}${device}${since}`;
}

function describeProof(
  { origin, index, size }: NonNullable<ProofReport["proved"]>,
  language: "zh" | "en",
): string {
  return language === "zh"
    ? `  这条记录是日志 ${origin} 的第 ${index} 条(共 ${size} 条)`
    : `  this is entry ${index} of log ${origin} (${size} entries)`;
}

function badOption(option: string, expected: string, found: string) {
  return cliFaults.fault("CLI_BAD_OPTION", { option, expected, found });
}
