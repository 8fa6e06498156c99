import { nodeCrypto } from "#ledger";
import {
  parseCanonicalFile,
  readTrustFile,
  verdictSentences,
  verifyBundle,
  type BundleReport,
  type TrustFile,
} from "#seal";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { cliFaults } from "./errors.ts";
import { readUserFile } from "./read-user-file.ts";

interface VerifyOptions {
  readonly trust?: string;
  readonly json?: boolean;
}

/** `touchstone verify`: checks an evidence bundle offline. */
export const registerVerify: RegisterCommand = (program, context) => {
  program
    .command("verify")
    .description("check an evidence bundle offline; exit 0 verified, 1 finding or signer unknown, 2 bad use")
    .argument("<bundle>", "evidence bundle (.json)")
    .option(
      "--trust <file>",
      "trust file (or verifier key) that you got by another way; without it the signer stays unknown",
    )
    .option("--json", "print one JSON document on standard output")
    .action((bundle: string, options: VerifyOptions) => {
      const trust = options.trust === undefined ? undefined : readTrust(options.trust);
      const report = verifyBundle(readUserFile("BUNDLE", bundle), nodeCrypto, trust);
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify({ bundle, trust: options.trust ?? null, ...report })}\n`
          : describeReport(bundle, report, context),
      );
      context.setExitCode(report.verdict === "verified" ? 0 : 1);
    });
};

/** A trust file, or simply verifier keys as text, a line each. */
function readTrust(path: string): TrustFile {
  const text = readUserFile("--trust", path).toString("utf8");
  if (text.startsWith("{")) return readTrustFile(parseCanonicalFile(text));
  const logs = text.split("\n").filter((line) => line !== "");
  if (logs.length === 0) {
    const expected = "a trust file or a verifier key";
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--trust", expected, found: `${path}: nothing in it` });
  }
  return { "@type": "trust@1", logs, quorum: 0, witnesses: [] };
}

function describeReport(bundle: string, report: BundleReport, { language }: CommandContext): string {
  const lines = [`${bundle}: ${verdictSentences[report.verdict][language]}`];
  for (const finding of report.findings) {
    const path = finding.path.length === 0 ? "" : ` /${finding.path.join("/")}`;
    lines.push(`  ${finding.check} @${finding.offset}${path}: ${finding[language]}`);
  }
  const { proved } = report;
  if (proved !== null && report.findings.every(({ check }) => check === "trust")) {
    const { origin, platform, logSize, platformSize, entries, rows } = proved;
    lines.push(
      language === "zh"
        ? `  日志 ${origin}(${logSize} 条),平台日志 ${platform}(${platformSize} 条);核验 ${entries} 条记录、${rows} 行${proved.hasResult ? "和评价结果" : ""}`
        : `  log ${origin} (${logSize} entries) under ${platform} (${platformSize}); proved ${entries} entries, ${rows} rows${proved.hasResult ? " and the result" : ""}`,
    );
  }
  return `${lines.join("\n")}\n`;
}
