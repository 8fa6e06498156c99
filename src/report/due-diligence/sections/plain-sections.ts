import { type ReportContext, ref } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import type { Figure } from "../figure.ts";
import { type ManualKind, manualKinds } from "../input.ts";
import { manualFigure, newestManual } from "./capital.ts";

const sizeWords = { micro: "微型企业", small: "小型企业", medium: "中型企业", large: "大型企业" } as const;
export const dataClassWords: Readonly<Record<string, string>> = {
  invoice: "发票",
  statement: "银行流水",
  businessDocument: "业务单据",
  energy: "用电",
  machine: "设备",
  registry: "登记信息",
  loan: "借款",
  evaluation: "评价结果",
};
const basisWords = {
  own: "本企业",
  consent: "企业授权",
  covenant: "借款合同约定",
  statute: "法律规定",
  attestation: "本行声明",
} as const;
const manualWords: Readonly<Record<ManualKind, string>> = {
  financials: "财务报表",
  assets: "资产数据",
  companyRating: "企业信用评级",
  shareholders: "股东信用信息",
};

export function writeBasics(context: ReportContext): readonly ReportBlock[] {
  const { book, input } = context;
  const { registry } = input.kept;
  const { enterprise } = input;
  const name = book.find("enterprise.name");
  const code = book.find("enterprise.code");
  const facts = [name, code].flatMap((figure) =>
    figure === undefined ? [] : [{ label: figure.label, value: [ref(figure)] as Text }],
  );
  if (registry === null) {
    return [
      { kind: "facts", items: facts },
      { kind: "notice", text: ["登记簿中没有该企业的登记信息；行业、地区与划型未核实。"] },
    ];
  }
  const source = {
    kind: "登记信息",
    title: `登记簿：${enterprise.code}`,
    content: registry.sizeBasis ?? "登记信息",
    period: "—",
    received:
      registry.recordedAtMs === null ? "—" : new Date(registry.recordedAtMs).toISOString().slice(0, 10),
    evidence: "本行登记簿",
  };
  const copy = (path: string, label: string, value: string | null): Figure =>
    book.copy(
      { id: `registry.${path}`, label, unit: "text" },
      value,
      { kind: "registry", id: enterprise.id, path },
      source,
    );
  const size = registry.sizeClass === null ? null : sizeWords[registry.sizeClass];
  const fields = [
    copy("creditCode", "统一社会信用代码", registry.creditCode),
    copy("industry", "行业", registry.industry),
    copy("region", "地区", registry.region),
    copy("sizeClass", "划型", size),
  ];
  return [
    {
      kind: "facts",
      items: [...facts, ...fields.map((figure) => ({ label: figure.label, value: [ref(figure)] as Text }))],
    },
  ];
}

/** By what right each class of data was read, what there is of it, and how fresh it is. */
export function writeConsent(context: ReportContext): readonly ReportBlock[] {
  const { input, asOf } = context;
  const coverage = new Map(coverageOf(context)).set("evaluation", ["1 份", asOf]);
  const rows = Object.entries(dataClassWords).flatMap(([dataClass, word]) => {
    const basis = input.kept.bases.find((one) => one.dataClass === dataClass);
    const covered = coverage.get(dataClass);
    if (basis === undefined && covered === undefined) return [];
    const right = basis === undefined ? "无" : `${basisWords[basis.kind]} ${basis.reference}`;
    return [[[word], [right], [covered?.[0] ?? "没有数据"], [covered?.[1] ?? "—"]]];
  });
  return [
    {
      kind: "table",
      caption: `读取依据与数据覆盖（截至 ${asOf}）`,
      columns: [
        { title: "数据", align: "left", share: 0.14 },
        { title: "读取依据", align: "left" },
        { title: "数量", align: "left", share: 0.2 },
        { title: "期间", align: "left", share: 0.28 },
      ],
      rows,
    },
  ];
}

/** Number of rows and period of each class of data. */
export function coverageOf({ input }: ReportContext): ReadonlyMap<string, readonly [string, string]> {
  const { invoices, statement, documents, assetDays } = input.rows;
  const lists: readonly (readonly [string, readonly { readonly day: string }[], string])[] = [
    ["invoice", invoices, "张"],
    ["statement", statement, "笔"],
    ["businessDocument", documents, "行"],
    ["energy", assetDays.filter(({ energyWh }) => energyWh !== null), "设备日"],
    ["machine", assetDays.filter(({ runMinutes }) => runMinutes !== null), "设备日"],
  ];
  return new Map(
    lists.flatMap(([dataClass, rows, unit]) => {
      const first = rows.reduce<string | null>(
        (day, row) => (day === null || row.day < day ? row.day : day),
        null,
      );
      const last = rows.reduce<string | null>(
        (day, row) => (day === null || row.day > day ? row.day : day),
        null,
      );
      if (first === null || last === null) return [];
      return [[dataClass, [`${rows.length} ${unit}`, `${first} 至 ${last}`]] as const];
    }),
  );
}

/** The traditional four; the report is complete without them, and says so. */
export function writeTraditional(context: ReportContext): readonly ReportBlock[] {
  const blocks: ReportBlock[] = [];
  for (const kind of manualKinds) {
    const record = newestManual(context, kind);
    if (record === null) continue;
    const summary = manualFigure(context, record, {
      field: "summary",
      label: manualWords[kind],
      unit: "text",
    });
    blocks.push({
      kind: "paragraph",
      text: [`${manualWords[kind]}（${record.source}，${record.onDay}）：`, ref(summary)],
    });
  }
  const absent = manualKinds
    .filter((kind) => newestManual(context, kind) === null)
    .map((kind) => manualWords[kind]);
  if (absent.length > 0) {
    blocks.push({
      kind: "notice",
      text: [`未提供：${absent.join("、")}。这四项为可选资料，本报告的结论不依赖它们，缺少时仍为完整报告。`],
    });
  }
  return blocks;
}

export function writeGaps(context: ReportContext): readonly ReportBlock[] {
  const coverage = coverageOf(context);
  const absent = ["invoice", "statement", "businessDocument", "energy", "machine"]
    .filter((dataClass) => !coverage.has(dataClass))
    .map((dataClass) => dataClassWords[dataClass] ?? dataClass);
  const { quality } = context.input.enterprise;
  const items: Text[] = [];
  if (absent.length > 0) items.push([`没有收到：${absent.join("、")}；相关各节与规则未检查，不视为正常。`]);
  if (quality.quarantined > 0) items.push([`有 ${quality.quarantined} 行因无法读懂而隔离，未计入任何数字。`]);
  items.push(
    ["发票只反映已开票的交易；未开票销售、现金收付与账外负债不在本报告之内。"],
    ["银行流水只覆盖企业提供的账户；他行借款与对外担保未核实。"],
    ["各项阈值为本系统的设计取值，须由本行依自身经验调整。"],
  );
  return [{ kind: "list", items }];
}

export function writeOpinions({ input }: ReportContext): readonly ReportBlock[] {
  return input.kept.template.opinions.map(({ id, label }): ReportBlock => {
    const written = input.kept.opinions.find((opinion) => opinion.id === id)?.text ?? "";
    return written === ""
      ? { kind: "writing", label, lines: 3 }
      : { kind: "paragraph", text: [`${label}：${written}`] };
  });
}
