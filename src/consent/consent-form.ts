import type { BusinessDay } from "#kernel";
import type { DocumentBlock, PrintedDocument } from "#report";
import type { DataClass, Purpose } from "./basis.ts";
import { objectionDays } from "./parameters.ts";
import { dataClassNames, purposeNames } from "./words.ts";

/** What stands in a printed consent form; a field without value is left as a line to be filled in by hand. */
export interface ConsentFormFields {
  /** Number of the form; null for a blank one. */
  readonly reference: string | null;
  readonly enterprise: { readonly name: string; readonly uscc: string | null } | null;
  readonly providerName: string | null;
  readonly granteeName: string;
  readonly purpose: Purpose;
  readonly dataClasses: readonly DataClass[];
  readonly fromOn: BusinessDay | null;
  readonly untilOn: BusinessDay | null;
  readonly simulated: boolean;
}

const blank = "________________";

/** The note that every result and every form carries. */
export const resultNote = "风险评价结果，仅供本行授信决策";

/**
 * The consent form 《工业数据授权书》 for one enterprise, one grantee and one purpose, in Chinese, to be signed and
 * sealed.
 * @source rules.md §8: 征信业管理条例 Arts. 13, 25, 40; 征信业务管理办法; PIPL Arts. 14, 15, 23; 网络数据安全管理条例 Art. 12
 */
export function printConsentForm(fields: ConsentFormFields): PrintedDocument {
  const { granteeName } = fields;
  return {
    language: "zh",
    title: "工业数据授权书",
    subtitle: fields.reference === null ? null : `编号 ${fields.reference}`,
    simulated: fields.simulated,
    footer: resultNote,
    blocks: [
      { kind: "facts", items: factsOf(fields) },
      { kind: "heading", level: 2, text: "一、授权内容" },
      {
        kind: "paragraph",
        text: `授权人同意：${providerOf(fields)}将下列本企业数据提供给被授权人${granteeName}，仅用于“${nameOf(fields.purpose)}”。每一用途、每一被授权人须分别授权；未列明的数据、用途和接收方不在授权范围内。`,
      },
      { kind: "list", items: fields.dataClasses.map((one) => dataClassNames.sentence(one, "zh")) },
      ...clauses(granteeName),
      {
        kind: "notice",
        text: "本授权书不是贷款的承诺。是否授权由企业自愿决定；不授权的，可以按银行的其他方式申请贷款。",
      },
      { kind: "signatures", parties: ["授权人（盖章）", "法定代表人或授权代理人（签字）"] },
      { kind: "signatures", parties: ["被授权人经办人（签字）", "被授权人复核人（签字）"] },
    ],
  };
}

function factsOf(fields: ConsentFormFields): Extract<DocumentBlock, { kind: "facts" }>["items"] {
  const fact = (label: string, value: string) => ({ label, value, source: null });
  const { enterprise, fromOn, untilOn } = fields;
  return [
    fact("授权人（企业名称）", enterprise?.name ?? blank),
    fact("统一社会信用代码", enterprise?.uscc ?? blank),
    fact("数据提供方", providerOf(fields)),
    fact("被授权人", fields.granteeName),
    fact("用途", nameOf(fields.purpose)),
    fact("授权期限", `自 ${fromOn ?? blank} 起至 ${untilOn ?? blank} 止`),
  ];
}

function clauses(granteeName: string): readonly DocumentBlock[] {
  const clause = (title: string, items: readonly string[]): readonly DocumentBlock[] => [
    { kind: "heading", level: 2, text: title },
    { kind: "list", items },
  ];
  return [
    ...clause("二、数据的使用", [
      `被授权人对上述数据加工形成的${resultNote}，不对外提供、不出售，不用于其他银行，不构成征信报告。`,
      "平台只按授权人的指示传输本企业数据及其存证证明，不向被授权人提供跨行评分，不涉及个人征信信息。",
      "每一次读取均记录读取人、内容、用途、依据和时间，授权人可随时查阅。",
    ]),
    ...clause("三、撤回", [
      "授权人可随时在线或书面撤回本授权；撤回自下一次读取起生效，不影响撤回前依法进行的处理。",
      "撤回时尚有未结清贷款、未了结的风险补偿或法定保存期限的，已收到的数据予以封存，仅用于贷后管理和风险补偿，不再用于新的授信评价。",
    ]),
    ...clause("四、保存与删除", [
      "数据在授权期限内保存；期满或撤回后，除法律另有规定或前条情形外予以删除，存证记录仅保留不可还原的摘要。",
      "数据在境内存储和处理。",
    ]),
    ...clause("五、异议", [
      `授权人认为数据或评价结果有误的，可向${granteeName}提出异议；收到之日起 ${objectionDays.value} 日内核查并答复，确有错误的予以更正。`,
    ]),
    ...clause("六、个人信息", [
      "法定代表人、担保人等个人信息不在本授权范围内；需要使用的，由本人另行单独同意，并可随时撤回。个人信息不进入工业数据评价模型。",
    ]),
  ];
}

function providerOf({ providerName }: ConsentFormFields): string {
  return providerName ?? "授权人";
}

function nameOf(purpose: Purpose): string {
  return purposeNames.sentence(purpose, "zh");
}
