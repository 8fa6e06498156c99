import type { ProfileGroup, ProfileItem, ProfileUnit } from "#profile";
import type { ReportContext } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import type { FigureUnit } from "../figure.ts";
import type { OperatingKnowledge } from "../operating-knowledge.ts";
import { operatingText } from "./operating-figure.ts";

const groupWords: Readonly<Record<ProfileGroup, string>> = {
  customers: "客户",
  orders: "订单",
  products: "产品与服务",
  scalability: "生产能力、能耗与用工",
  financials: "财务",
  statements: "报表",
  assets: "资产",
  creditRating: "信用记录",
  shareholders: "股东与登记",
};

const units: Readonly<Record<ProfileUnit, FigureUnit>> = {
  fen: "wan",
  ppm: "percent",
  count: "count",
  days: "days",
  hours: "count",
  months: "months",
  wattHours: "kWh",
  text: "text",
  score: "points",
};

const unitWords: Partial<Record<ProfileUnit, string>> = {
  fen: "万元",
  days: "天",
  months: "个月",
  hours: "小时",
};

/** Items of the portrait that have a value, a table a group, with day, evidence grade and confidence of each. */
export function writePortrait(
  context: ReportContext,
  knowledge: OperatingKnowledge,
  groups: readonly ProfileGroup[],
): readonly ReportBlock[] {
  return groups.flatMap((group): readonly ReportBlock[] => {
    const items = knowledge.profile.groups
      .filter((one) => one.group === group)
      .flatMap((one) => one.items)
      .filter(({ value }) => value !== null);
    if (items.length === 0) return [];
    return [
      {
        kind: "table",
        caption: groupWords[group],
        columns: [
          { title: "项目", align: "left" },
          { title: "数值", align: "right" },
          { title: "数据日", align: "left" },
          { title: "等级", align: "left" },
        ],
        rows: items.map((item) => rowOf(context, knowledge, item)),
      },
    ];
  });
}

function rowOf(context: ReportContext, knowledge: OperatingKnowledge, item: ProfileItem): readonly Text[] {
  const { id, name, unit, value, streams, asOf, grade } = item;
  const figure = operatingText(context, knowledge, {
    id: `portrait.${id}`,
    label: name.zh,
    unit: units[unit],
    value,
    streams,
  });
  const unitWord = unitWords[unit];
  return [
    [unitWord === undefined ? name.zh : `${name.zh}（${unitWord}）`],
    [figure],
    [asOf ?? "—"],
    [grade ?? "—"],
  ];
}
