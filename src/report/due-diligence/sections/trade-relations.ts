import { dayOfNumber } from "#kernel";
import type { Concentration } from "#profile";
import type { ReportContext } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import type { FigureUnit } from "../figure.ts";
import type { OperatingKnowledge } from "../operating-knowledge.ts";
import { operatingText } from "./operating-figure.ts";

const mostPartners = 5;
const chainStreams = ["invoices", "orders", "payments"];

/** Customers and suppliers, how much hangs on few, and what follows when the largest customer stops. */
export function writeChain(context: ReportContext, knowledge: OperatingKnowledge): readonly ReportBlock[] {
  const { graph, customers, suppliers, knockOut } = knowledge.chain;
  if (graph.edges.length === 0) return [{ kind: "notice", text: ["没有订单或发票，未见上下游。"] }];
  const self = graph.nodes.find(({ role }) => role === "self")?.id ?? "";
  const say = sayer(context, knowledge, "chain", chainStreams);
  const largest = graph.edges
    .filter(({ from, to }) => from === self || to === self)
    .slice(0, 2 * mostPartners);
  const own = knockOut?.losses.find(({ id }) => id === self);
  const lost: readonly ReportBlock[] =
    knockOut === null || own === undefined
      ? []
      : [
          {
            kind: "paragraph",
            text: [
              `假设“${knockOut.id}”停止采购与付款：本企业失去年收入 `,
              ...say("knock-out.lost", "核心客户停摆失去的收入", "wan", String(own.lostRevenueFen)),
              "，未收货款 ",
              ...say("knock-out.unpaid", "核心客户停摆的未收款", "wan", String(own.unpaidFen)),
              `${own.hasStopped ? "，收入过半失去，视为难以为继" : ""}；波及 ${knockOut.losses.length} 家。`,
            ],
          },
        ];
  return [
    {
      kind: "facts",
      items: [
        ...concentration(say, "customers", "客户", customers),
        ...concentration(say, "suppliers", "供应商", suppliers),
      ],
    },
    {
      kind: "table",
      caption: "主要往来（近十二个月，含税）",
      columns: [
        { title: "往来方", align: "left" },
        { title: "方向", align: "left" },
        { title: "订单（万元）", align: "right" },
        { title: "开票（万元）", align: "right" },
        { title: "收付（万元）", align: "right" },
      ],
      rows: largest.map(({ from, to, orderedFen, invoicedFen, paidFen }, index): readonly Text[] => [
        [from === self ? to : from],
        [from === self ? "销售" : "采购"],
        say(`edge-${index}.ordered`, `往来 ${index + 1} 订单`, "wan", String(orderedFen)),
        say(`edge-${index}.invoiced`, `往来 ${index + 1} 开票`, "wan", String(invoicedFen)),
        say(`edge-${index}.paid`, `往来 ${index + 1} 收付`, "wan", String(paidFen)),
      ]),
    },
    ...lost,
  ];
}

type Say = (id: string, label: string, unit: FigureUnit, value: string | null) => Text;

function sayer(
  context: ReportContext,
  knowledge: OperatingKnowledge,
  section: string,
  streams: readonly string[],
): Say {
  return (id, label, unit, value) => [
    operatingText(context, knowledge, { id: `${section}.${id}`, label, unit, value, streams }),
  ];
}

function concentration(
  say: Say,
  side: string,
  name: string,
  { parties, top1Ppm, top5Ppm, isDependent }: Concentration,
) {
  const share = (ppm: number | null): string | null => (ppm === null ? null : String(ppm));
  return [
    {
      label: `${name}数`,
      value: say(`${side}.count`, `${name}数`, "count", String(parties)),
    },
    {
      label: `最大${name}占比`,
      value: [
        ...say(`${side}.top-1`, `最大${name}占比`, "percent", share(top1Ppm)),
        ...(isDependent ? ["（重大依赖）"] : []),
      ],
    },
    { label: `前五${name}占比`, value: say(`${side}.top-5`, `前五${name}占比`, "percent", share(top5Ppm)) },
  ];
}

const verdictWords = {
  matched: "五流相符",
  open: "进行中",
  missing: "有缺失",
  contradicting: "有矛盾",
} as const;
const flowStreams = ["invoices", "movements", "orders", "payments", "services"];

/** Orders with their five flows (信息流、商流、物流、资金流、服务流). */
export function writeFlows(context: ReportContext, knowledge: OperatingKnowledge): readonly ReportBlock[] {
  const { flows } = knowledge;
  if (flows.orders === 0) return [{ kind: "notice", text: ["没有订单，五流未核对。"] }];
  const say = sayer(context, knowledge, "flows", flowStreams);
  const verdicts = Object.keys(verdictWords) as (keyof typeof verdictWords)[];
  return [
    {
      kind: "facts",
      items: [
        { label: "订单数", value: say("orders", "核对的订单数", "count", String(flows.orders)) },
        { label: "订单金额", value: say("amount", "核对的订单金额", "wan", String(flows.amountFen)) },
        {
          label: "相符金额",
          value: say("matched-amount", "五流相符的金额", "wan", String(flows.matchedFen)),
        },
        ...verdicts.map((verdict) => ({
          label: verdictWords[verdict],
          value: say(`verdict.${verdict}`, verdictWords[verdict], "count", String(flows.byVerdict[verdict])),
        })),
      ],
    },
    ...worst(say, knowledge),
  ];
}

const mostOrders = 8;

function worst(say: Say, { flows }: OperatingKnowledge): readonly ReportBlock[] {
  if (flows.worst.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "须核实的订单",
      columns: [
        { title: "订单号", align: "left" },
        { title: "下单日", align: "left" },
        { title: "金额（万元）", align: "right" },
        { title: "开票（万元）", align: "right" },
        { title: "收付（万元）", align: "right" },
        { title: "结论", align: "left" },
      ],
      rows: flows.worst
        .slice(0, mostOrders)
        .map(
          ({ orderNumber, placedOn, amountFen, invoicedFen, paidFen, verdict }, index): readonly Text[] => [
            [orderNumber],
            [dayOfNumber(placedOn)],
            say(`worst-${index}.amount`, `订单 ${orderNumber} 金额`, "wan", String(amountFen)),
            say(`worst-${index}.invoiced`, `订单 ${orderNumber} 开票`, "wan", String(invoicedFen)),
            say(`worst-${index}.paid`, `订单 ${orderNumber} 收付`, "wan", String(paidFen)),
            [verdictWords[verdict]],
          ],
        ),
    },
  ];
}
