import type { BundleFinding, BundleVerdict } from "#seal";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { BundleFacts } from "./bundle-facts.tsx";
import type { Examined } from "./examine-desk.ts";
import { FindingList } from "./finding-list.tsx";
import { ProofFacts } from "./proof-facts.tsx";
import { RowTable } from "./row-table.tsx";
import { text } from "./text.ts";

/** What was found, what is proved, row by row, and what is not proved. */
export function ReportView({ examined }: { readonly examined: Examined }) {
  const t = useText(text);
  if (examined.kind === "nothing") return null;
  if (examined.kind === "unreadable") {
    return (
      <div className="verify__verdict verify__verdict--failed" role="alert">
        <h2>{t("unreadable", { file: examined.file })}</h2>
        <p translate="no">{examined.problem}</p>
      </div>
    );
  }
  const { report, file, hasTrust } = examined;
  const findings = report.findings;
  return (
    <>
      <Verdict verdict={report.verdict} />
      {findings.length > 0 && <FindingList findings={findings} bytes={file.bytes} />}
      {examined.kind === "proof" && (
        <ProofFacts report={examined.report} entry={examined.entry} hasTrust={hasTrust} />
      )}
      {examined.kind === "bundle" && examined.bundle !== null && (
        <>
          <BundleFacts report={examined.report} bundle={examined.bundle} />
          <RowTable bundle={examined.bundle} findings={findings} />
        </>
      )}
      <NotProved examined={examined} findings={findings} />
    </>
  );
}

function Verdict({ verdict }: { readonly verdict: BundleVerdict }) {
  const t = useText(text);
  return (
    <div
      className={`verify__verdict verify__verdict--${verdict}`}
      role="status"
      data-testid="verdict"
      data-verdict={verdict}
    >
      <h2>{t(verdict)}</h2>
      <p>{t(`${verdict}Note`)}</p>
    </div>
  );
}

type Sentence = keyof typeof text;

function NotProved({
  examined,
  findings,
}: {
  readonly examined: Extract<Examined, { readonly kind: "bundle" | "proof" }>;
  readonly findings: readonly BundleFinding[];
}) {
  const t = useText(text);
  const { language } = useLanguage();
  const { proved } = examined.report;
  if (proved === null || findings.some(({ check }) => check !== "trust")) return null;
  const sentences: readonly Sentence[] = [
    "notTruth",
    "notTime",
    "notComplete",
    ...(proved.cosigned.length === 0 ? (["notSplit"] as const) : []),
    ...(examined.hasTrust ? [] : (["notSigner"] as const)),
    ...("devices" in proved && proved.devices.length === 0 ? (["notGateway"] as const) : []),
  ];
  return (
    <Panel title={t("notProved")}>
      <ul className="verify__list" lang={language === "zh" ? "zh-CN" : "en"}>
        {sentences.map((sentence) => (
          <li key={sentence}>{t(sentence)}</li>
        ))}
      </ul>
    </Panel>
  );
}
