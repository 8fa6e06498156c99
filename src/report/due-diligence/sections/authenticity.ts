import { type ReportContext, ref } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import type { Figure } from "../figure.ts";
import { energyOf } from "../state-rules.ts";
import { writeContradictions } from "./contradictions.ts";
import type { FundFigures } from "./funds.ts";
import type { ProductionFigures } from "./production.ts";
import type { TradeFigures } from "./trade.ts";

/** What cross-checks of the sources against each other found; one that lacks a source says so. */
export function writeAuthenticity(
  context: ReportContext,
  figures: {
    readonly trade: TradeFigures;
    readonly funds: FundFigures;
    readonly production: ProductionFigures;
  },
): readonly ReportBlock[] {
  const { trade, funds, production } = figures;
  const energy = energyOf(production);
  const hasStatement = funds.lines.value !== "0";
  const rows: (readonly Text[])[] = [
    [
      "流水余额逐笔连续",
      hasStatement ? [ref(funds.breaks), " 处不连续"] : noSource,
      found(hasStatement, funds.breaks),
    ],
    [
      "开票与回款",
      hasStatement ? ["流入为开票的 ", ref(funds.receiptShare)] : noSource,
      hasStatement ? ["比例，不作真伪判断"] : notChecked,
    ],
    [
      "用电与销售的方向",
      energy.value === null || trade.growth.value === null
        ? noSource
        : ["用电 ", ref(energy), "，销售 ", ref(trade.growth)],
      directionOf(energy, trade.growth),
    ],
    ["发票金额勾稽", [ref(trade.mismatches), " 张不符"], found(true, trade.mismatches)],
    ["发票号码唯一", [ref(trade.reused), " 张号码与较早发票相同而内容不同"], found(true, trade.reused)],
    ...importChecks(context),
  ].map((row) => row.map((cell) => (typeof cell === "string" ? [cell] : cell)));
  return [
    {
      kind: "table",
      caption: "交叉核验",
      columns: [
        { title: "核验项", align: "left", share: 0.26 },
        { title: "结果", align: "left" },
        { title: "判断", align: "left", share: 0.24 },
      ],
      rows,
    },
    ...writeContradictions(context),
    {
      kind: "paragraph",
      text: [
        "原始数据在接收时逐批存证，此后任何改动都能被发现；存证不能证明接收之前的真实性，故另作上述交叉核验。",
      ],
    },
  ];
}

const noSource: Text = ["缺少数据"];
const notChecked: Text = ["未核验"];

function found(isKnown: boolean, figure: Figure): Text {
  if (!isKnown || figure.value === null) return notChecked;
  return [figure.value === "0" ? "未发现异常" : "须核对原件"];
}

/** Electricity and sales that move far apart in opposite directions are named; nothing is concluded from it. */
function directionOf(energy: Figure, sales: Figure): Text {
  if (energy.value === null || sales.value === null) return notChecked;
  const opposite = BigInt(energy.value) < 0n !== BigInt(sales.value) < 0n;
  return [opposite ? "方向相反，须说明原因" : "方向一致"];
}

/** What the import found: rows read, kept, repeated, refused; and since when the data has been sealed. */
function importChecks({ book, input, asOf }: ReportContext): readonly (readonly (string | Text)[])[] {
  const { quality } = input.enterprise;
  const source = {
    kind: "评价结果",
    title: "数据接收统计",
    content: `读取 ${quality.read} 行`,
    period: `截至 ${asOf}`,
    received: "—",
    evidence: `已存证 ${quality.sealedEntries} 批`,
  };
  const figure = (id: "duplicates" | "quarantined" | "sealedEntries", label: string): Figure =>
    book.copy(
      { id: `import.${id}`, label, unit: "count" },
      String(quality[id]),
      { kind: "evaluation", id: "quality", path: `quality.${id}` },
      source,
    );
  return [
    ["重复交付", [ref(figure("duplicates", "重复行")), " 行重复，已剔除"], "每行只计一次"],
    ["无法采信的行", [ref(figure("quarantined", "隔离行")), " 行隔离，未计入"], "见数据页"],
    ["存证批次", [ref(figure("sealedEntries", "已存证批次")), " 批"], "见证据包"],
  ];
}
