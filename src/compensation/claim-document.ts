import { formatPercent, type Message, shanghaiTimeOf } from "#kernel";
import type { DocumentBlock, PrintedDocument } from "#report";
import type { ClaimCase } from "./claim-case.ts";
import { sentenceOfStep, wordOf } from "./sentences.ts";
import { shownYuan } from "./shown-money.ts";

/** Names of parties by id. */
type PartyNames = (partyId: string) => string;

const yuan = (fen: bigint | null): string => (fen === null ? "—" : shownYuan(fen));

/** The claim file's index: application, facts, arithmetic, record and the list of its parts with their checksums. */
export function claimDocumentOf(
  found: ClaimCase,
  parts: readonly { readonly name: string; readonly title: Message; readonly sha256: string }[],
  nameOf: PartyNames,
  simulated: boolean,
): PrintedDocument {
  const { claim, enrolment, programme } = found;
  return {
    language: "zh",
    title: "风险补偿申请材料",
    subtitle: `${programme.name} · ${nameOf(claim.bankPartyId)} · 借据 ${enrolment.loanNumber}`,
    simulated,
    footer: `补偿申请 ${claim.claimId}`,
    blocks: [
      ...applicationBlocks(found, nameOf),
      ...arithmeticBlocks(found),
      ...recordBlocks(found),
      ...declarationBlocks(found),
      heading("八、材料清单与校验值"),
      {
        kind: "table",
        caption: "逐份核对：文件的 SHA-256 应与下列校验值一致（checksums.sha256 可用 sha256sum -c 校验）",
        columns: [
          { title: "文件", align: "left", share: 0.28 },
          { title: "内容", align: "left", share: 0.22 },
          { title: "SHA-256", align: "left", share: 0.5 },
        ],
        rows: parts.map(({ name, title, sha256 }) => [name, title.zh, sha256]),
      },
      { kind: "signatures", parties: ["申请银行", "风险补偿资金"] },
    ],
  };
}

function applicationBlocks(found: ClaimCase, nameOf: PartyNames): readonly DocumentBlock[] {
  const { claim, round, enrolment } = found;
  const { loan } = round.facts;
  const platform = enrolment.platformPartyId === null ? "—" : nameOf(enrolment.platformPartyId);
  const last = round.facts.days.at(-1);
  return [
    heading("一、补偿申请表"),
    facts([
      ["借款人", enrolment.borrowerName],
      ["统一社会信用代码", loan.borrowerCode ?? "—"],
      ["企业规模（划型）", wordOf(claim.sizeClass).zh],
      ["申报分类", `${wordOf(round.class).zh}（${round.classConfirmedOn} 认定）`],
      ["符合条件的本金（元）", yuan(claim.eligibleFen)],
      [`${wordOf(round.lossKind).zh}损失（元）`, yuan(round.lossFen)],
      ["本次为第几次", `第 ${claim.round} 次（${claim.round === 1 ? "首次" : "补足"}）`],
    ]),
    heading("二、借据与合同要素、平台申请"),
    facts([
      ["合同编号", loan.contractNumber],
      ["借据号", loan.number],
      ["借款本金（元）", yuan(loan.principalFen)],
      ["年利率", formatPercent(loan.annualRatePpm)],
      ["放款日至到期日", `${loan.drawnOn} 至 ${loan.dueOn}`],
      ["申请平台", platform],
      ["平台申请编号与日期", `${enrolment.applicationNumber ?? "—"} · ${enrolment.appliedOn ?? "—"}`],
    ]),
    heading("三、还款与逾期记录"),
    facts([
      ["最近台账日", last?.businessDate ?? "—"],
      ["余额（元）", yuan(last?.balanceFen ?? null)],
      ["逾期本金（元）", yuan(last?.overduePrincipalFen ?? null)],
      ["逾期利息（元）", yuan(last?.overdueInterestFen ?? null)],
      ["逾期天数", String(last?.daysPastDue ?? "—")],
    ]),
    heading("四、五级分类认定记录"),
    round.facts.recognition.length === 0
      ? {
          kind: "paragraph",
          text: `沿用银行核心系统分类，触发：${round.facts.loanClass.triggers.join("、")}`,
        }
      : {
          kind: "table",
          caption: null,
          columns: [
            { title: "步骤", align: "left" },
            { title: "分类", align: "left" },
            { title: "日期", align: "left" },
            { title: "人员", align: "left" },
          ],
          rows: round.facts.recognition.map((step) => [
            stepNames[step.step],
            wordOf(step.class).zh,
            step.on,
            step.by,
          ]),
        },
  ];
}

const stepNames = { proposed: "初分", recognised: "认定", approved: "审批" } as const;

function arithmeticBlocks(found: ClaimCase): readonly DocumentBlock[] {
  return [
    heading("五、损失与补偿计算"),
    {
      kind: "table",
      caption: "逐步计算，单位元；标记“＊”的为决定金额的条款",
      columns: [
        { title: "规则", align: "left", share: 0.75 },
        { title: "金额", align: "right", share: 0.25 },
      ],
      rows: found.arithmetic.map((step) => [
        `${step.binds ? "＊" : ""}${sentenceOfStep(step).zh}`,
        yuan(step.amountFen),
      ]),
    },
  ];
}

/** What happened, in the words of the claim file. */
const eventNames: Readonly<Record<string, string>> = {
  "claim.opened": "银行发起申请",
  "claim.trueUpOpened": "银行申请补足",
  "claim.submitted": "银行复核提交",
  "claim.checked": "基金核对完毕",
  "claim.reserved": "预留资金",
  "claim.approved": "基金复核批准",
  "claim.paid": "支付",
  "claim.settled": "终局结算",
  "claim.rejected": "退回",
  "claim.cured": "分类回升，要求退回",
  "claim.fraudFound": "发现虚假，要求追回",
  "claim.refunded": "退回到账",
  "claim.clawedBack": "追回到账",
  "claim.closed": "结案",
  "recovery.reported": "银行登记追偿",
  "recovery.booked": "追偿入账分配",
};

function recordBlocks(found: ClaimCase): readonly DocumentBlock[] {
  const sealed = found.events.filter(({ seal }) => seal !== null).length;
  return [
    heading("六、办理记录"),
    {
      kind: "table",
      caption: `共 ${found.events.length} 步，其中 ${sealed} 步已存证`,
      columns: [
        { title: "时间", align: "left" },
        { title: "事项", align: "left" },
        { title: "人员", align: "left" },
        { title: "存证序号", align: "right" },
      ],
      rows: found.events.map(({ atMs, action, actorName, seal }) => [
        shanghaiTimeOf(atMs),
        eventNames[action] ?? action,
        actorName,
        seal === null ? "—" : String(seal.entryIndex),
      ]),
    },
  ];
}

function declarationBlocks({ round, evidence }: ClaimCase): readonly DocumentBlock[] {
  const said = round.isDeclared ? "除所列外，未就同一损失取得其他补偿。" : "尚未声明。";
  const undertaken = round.isUndertaken
    ? "本行承诺继续追偿，回收款扣除费用后按双方实际承担的净损失比例返还；分类回升的，在期限内退回补偿。"
    : "尚未承诺。";
  const sound = evidence?.report.verdict === "verified" ? "核验一致" : "未核验";
  return [
    heading("七、催收记录、声明与承诺"),
    { kind: "paragraph", text: `催收与诉讼：${round.collection}` },
    {
      kind: "paragraph",
      text: `其他补偿：政策资金 ${yuan(round.otherPolicyFen)} 元，其他 ${yuan(round.otherFen)} 元。${said}`,
    },
    { kind: "paragraph", text: `追偿承诺：${undertaken}` },
    {
      kind: "paragraph",
      text:
        evidence === null
          ? "数据存证包：该企业没有存证。"
          : `数据存证包：${evidence.entries} 条存证，${sound}。可用 touchstone verify evidence.json --trust trust.json 离线核验；信任文件应另行取得并比对。`,
    },
  ];
}

function heading(text: string): DocumentBlock {
  return { kind: "heading", level: 2, text };
}

function facts(items: readonly (readonly [string, string])[]): DocumentBlock {
  return { kind: "facts", items: items.map(([label, value]) => ({ label, value, source: null })) };
}
