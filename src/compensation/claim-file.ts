import { createHash } from "node:crypto";
import type { Message } from "#kernel";
import type { PdfRenderer } from "#report";
import { formatTrust, type TrustFile } from "#seal";
import type { ClaimCase } from "./claim-case.ts";
import { claimDocumentOf } from "./claim-document.ts";
import { type ZipPart, zipOf } from "./deterministic-zip.ts";
import { type DocumentCode, documentMessages } from "./messages.ts";
import { sentenceOfStep } from "./sentences.ts";

/**
 * The claim file: one zip with its parts as data, the evidence bundle, an index for paper and a list of checksums. The
 * same case gives the same bytes.
 * @throws TYPST_RENDER_FAILED
 */
export async function claimFileOf(
  found: ClaimCase,
  by: {
    readonly pdf: Pick<PdfRenderer, "render">;
    readonly trust: TrustFile;
    readonly nameOf: (partyId: string) => string;
    /** Prints 模拟数据 on the index. */
    readonly simulated: boolean;
  },
): Promise<Uint8Array> {
  const parts = partsOf(found, by.trust);
  const listed = parts.map((part) => ({ ...part, sha256: sha256Of(part.bytes) }));
  const index = await by.pdf.render(claimDocumentOf(found, listed, by.nameOf, by.simulated));
  const pdf = { name: "00-index.pdf", bytes: index };
  const lines = [{ name: pdf.name, sha256: sha256Of(pdf.bytes) }, ...listed].map(
    ({ name, sha256 }) => `${sha256}  ${name}\n`,
  );
  const checksums = { name: "checksums.sha256", bytes: bytesOf(lines.join("")) };
  return zipOf([pdf, ...parts, checksums]);
}

type Part = ZipPart & { readonly title: Message };

function partsOf(found: ClaimCase, trust: TrustFile): readonly Part[] {
  const { claim, round, enrolment, programme, recoveries, evidence } = found;
  const { loan, days, loanClass, recognition } = round.facts;
  const { platformPartyId, applicationNumber, appliedOn } = enrolment;
  const { lossKind, lossFen, otherPolicyFen, otherFen, isDeclared, isUndertaken, collection } = round;
  const steps = found.arithmetic.map((step) => ({ ...step, ...sentenceOfStep(step) }));
  const size = { sizeClass: claim.sizeClass, industryAndInputs: "registry", at: enrolment.filedOn };
  const data: readonly (readonly [DocumentCode, unknown])[] = [
    ["application", { programme: programme.code, claim, round: { ...round, facts: undefined } }],
    ["contract", { loan, enrolment }],
    ["overdue", { days }],
    ["recognition", { loanClass, recognition }],
    ["size", size],
    ["platform", { platformPartyId, applicationNumber, appliedOn }],
    ["collection", { collection }],
    ["loss", { lossKind, lossFen, steps }],
    ["otherCompensation", { otherPolicyFen, otherFen, isDeclared }],
    ["undertaking", { isUndertaken, recoveries }],
  ];
  const files = data.map(([code, value], index) => ({
    name: `${String(index + 1).padStart(2, "0")}-${kebab(code)}.json`,
    title: documentMessages.messages[code],
    bytes: bytesOf(`${JSON.stringify(value, asText, 2)}\n`),
  }));
  if (evidence === null) return files;
  return [
    ...files,
    { name: "evidence.json", title: documentMessages.messages.evidence, bytes: bytesOf(evidence.bundle) },
    {
      name: "trust.json",
      title: { zh: "信任文件（须另行取得并比对）", en: "Trust file (compare with one got elsewhere)" },
      bytes: bytesOf(formatTrust(trust)),
    },
  ];
}

function asText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

function kebab(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
