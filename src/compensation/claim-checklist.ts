import { daysBetween, type Message } from "#kernel";
import type { LoanClassOnDay } from "#lending";
import type { DocumentCode } from "./messages.ts";
import { documentMessages } from "./messages.ts";
import { type ProgrammeVersion, versionOn } from "./programme.ts";
import type { ClaimRecord, EnrolmentRecord, RoundRecord } from "./records.ts";
import { wordOf } from "./sentences.ts";
import { shownYuan } from "./shown-money.ts";

/** A part of a claim file: there, or missing and why. */
export interface ChecklistItem extends Message {
  readonly code: DocumentCode;
  readonly isThere: boolean;
  readonly why: Message | null;
}

/** A claim with what belongs to it. */
export interface ClaimParts {
  readonly claim: ClaimRecord;
  readonly round: RoundRecord;
  readonly enrolment: EnrolmentRecord;
}

/** The parts of the claim file, and what is still missing for it to be submitted. */
export function checklistOf(parts: ClaimParts): readonly ChecklistItem[] {
  return documentsOf(parts).map(([code, isThere]) => ({
    code,
    ...documentMessages.messages[code],
    isThere,
    why: isThere ? null : whyMissing[code],
  }));
}

/** Each part of the file, and whether it is there. */
function documentsOf({ claim, round, enrolment }: ClaimParts): readonly (readonly [DocumentCode, boolean])[] {
  const { loan, days, recognition, loanClass } = round.facts;
  const threePeople = new Set(recognition.map(({ by }) => by)).size >= 3;
  const isAdopted = recognition.length === 0 && loanClass.confirmed !== null;
  return [
    ["application", true],
    ["contract", loan.contractNumber !== ""],
    ["overdue", days.length > 0],
    ["recognition", threePeople || isAdopted],
    ["size", enrolment.sizeClass !== null],
    ["platform", enrolment.applicationNumber !== null],
    ["collection", round.collection.trim().length >= 10],
    ["loss", round.lossFen > 0n && round.lossFen <= claim.eligibleFen],
    ["otherCompensation", round.isDeclared],
    ["undertaking", round.isUndertaken],
    ["evidence", claim.enterpriseId !== null],
  ];
}

/** Why a part is missing, and so what to do. */
const whyMissing: Readonly<Record<DocumentCode, Message>> = {
  application: { zh: "申请表未填写", en: "The application is not filled in" },
  contract: { zh: "借据没有合同编号", en: "The loan has no contract number" },
  overdue: { zh: "借据台账没有逐日记录", en: "The loan book has no days of this loan" },
  recognition: {
    zh: "初分、认定、审批须为三人",
    en: "Proposing, recognising and approving take three people",
  },
  size: { zh: "企业划型未知", en: "The size of the enterprise is not known" },
  platform: { zh: "没有平台申请编号", en: "There is no application number" },
  collection: {
    zh: "催收记录至少写明时间、方式与结果",
    en: "The collection record must say when, how and with what result",
  },
  loss: {
    zh: "损失金额须大于零且不超过符合条件的本金",
    en: "The loss must be above zero and within eligible principal",
  },
  otherCompensation: { zh: "尚未声明其他补偿情况", en: "Other compensation has not been declared" },
  undertaking: {
    zh: "尚未承诺继续追偿并按比例返还",
    en: "The bank has not undertaken to go on recovering",
  },
  evidence: { zh: "企业未登记，没有存证", en: "The enterprise is not registered: no evidence" },
};

/** One cross-check that the fund's officer sees before deciding. */
export interface CrossCheck extends Message {
  readonly code: string;
  readonly isMet: boolean;
}

/** The cross-checks of a claim against enrolment, terms and the loan book as they are now. */
export function crossChecksOf(
  parts: ClaimParts,
  versions: readonly ProgrammeVersion[],
  now: { readonly loanClass: LoanClassOnDay | null; readonly isEvidenceSound: boolean | null },
): readonly CrossCheck[] {
  const { claim, round, enrolment } = parts;
  const { appliedOn } = enrolment;
  const listed = appliedOn === null ? [] : (versionOn(versions, appliedOn)?.terms.platforms ?? []);
  const isListed = listed.some(({ partyId }) => partyId === enrolment.platformPartyId);
  const filed = wordOf(round.class);
  const confirmed = now.loanClass?.confirmed ?? null;
  const today = confirmed === null ? { zh: "未确认", en: "not confirmed" } : wordOf(confirmed);
  const eligible = shownYuan(claim.eligibleFen);
  const checks: readonly (readonly [string, boolean, string, string])[] = [
    ["enrolled", enrolment.state === "confirmed", "已入库并确认", "Enrolled and confirmed"],
    [
      "inTerm",
      enrolment.drawnOn <= claim.openedOn,
      `放款日 ${enrolment.drawnOn} 早于申请日`,
      `Drawn on ${enrolment.drawnOn}, before the claim`,
    ],
    [
      "platform",
      isListed,
      `申请日 ${appliedOn ?? "—"} 平台在公布名单内`,
      `The platform was listed on ${appliedOn ?? "—"}, the day of application`,
    ],
    [
      "class",
      confirmed === round.class,
      `申报分类 ${filed.zh}，台账现为 ${today.zh}`,
      `Filed as ${filed.en}; the loan book now says ${today.en}`,
    ],
    [
      "principal",
      claim.eligibleFen <= enrolment.principalFen,
      `符合条件的本金 ${eligible} 不高于入库本金`,
      `Eligible principal of ${eligible} is within what was enrolled`,
    ],
    [
      "loss",
      round.lossFen <= claim.eligibleFen,
      `损失 ${shownYuan(round.lossFen)} 不高于本金`,
      `The loss of ${shownYuan(round.lossFen)} is within principal`,
    ],
    [
      "size",
      enrolment.sizeClass === round.facts.loan.sizeClass,
      `划型与台账一致：${wordOf(claim.sizeClass).zh}`,
      `Size agrees with the loan book: ${wordOf(claim.sizeClass).en}`,
    ],
    ["notCured", claim.refundKind === null, "没有退回事项", "Nothing is to be refunded"],
    ...(now.isEvidenceSound === null
      ? []
      : ([["evidence", now.isEvidenceSound, "存证包核验一致", "The evidence bundle verifies"]] as const)),
  ];
  return checks.map(([code, isMet, zh, en]) => ({ code, isMet, zh, en }));
}

/** Days that a refund is late on a day; null when none is due. */
export function refundLatenessOf({ refundDueOn, state }: ClaimRecord, on: string): number | null {
  if (refundDueOn === null || state === "refunded" || state === "clawedBack") return null;
  return Math.max(0, daysBetween(refundDueOn, on));
}
