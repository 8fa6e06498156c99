import {
  addDays,
  addMonths,
  type BusinessDay,
  daysBetween,
  firstDayOf,
  firstLunarYear,
  lastDayOf,
  lunarNewYearOf,
  monthOf,
} from "#kernel";
import { printBars } from "../../charts/print-bars.ts";
import { beginning, type Period, type ReportContext, ref } from "../context.ts";
import type { ReportBlock } from "../document.ts";
import type { Figure } from "../figure.ts";
import { stateThresholds } from "../parameters.ts";
import { selectRows } from "../rows.ts";

const shownAssets = 12;
const chartWeeks = 52;
const daysOfYear = 365;
const monthsOfYear = 12;

/** The figures of production that other parts of the report refer to as well. */
export interface ProductionFigures {
  readonly assets: Figure;
  readonly energy: Figure;
  readonly energyBefore: Figure;
  readonly energyGrowth: Figure;
  readonly lastDay: Figure;
  /** Electricity billed for the last twelve months against the twelve before. */
  readonly billed: Figure;
  readonly billedBefore: Figure;
  readonly billedGrowth: Figure;
}

export function workOutProduction(context: ReportContext): ProductionFigures {
  const { book, input, asOf } = context;
  const all = { table: "assetDay", fromDay: beginning, toDay: asOf } as const;
  const site = { ...all, siteOnly: true } as const;
  const metered = selectRows(input.rows, site).filter((row) => "asset" in row && row.energyWh !== null);
  const last = metered.reduce<BusinessDay | null>(
    (latest, { day }) => (latest === null || day > latest ? day : latest),
    null,
  );
  const recent = lastDays(last ?? asOf);
  const before = lunarYearBefore(recent);
  const isCovered = metered.some(({ day }) => day <= before.fromDay);
  const energy = book.measure(
    { id: "energy.recent", label: `最近 ${stateThresholds.energyDays.value} 天用电`, unit: "kWh" },
    { ...site, ...recent },
    "energyWh",
  );
  const energyBefore = book.measure(
    { id: "energy.before", label: "上年农历同期用电", unit: "kWh" },
    isCovered
      ? { ...site, ...before }
      : { ...site, fromDay: before.fromDay, toDay: addDays(before.fromDay, -1) },
    "energyWh",
  );
  return {
    assets: book.measure(
      { id: "production.assets", label: "有读数的设备与电表", unit: "count" },
      all,
      "assets",
    ),
    energy,
    energyBefore,
    energyGrowth: book.work({ id: "energy.growth", label: "用电比上年农历同期", unit: "percent" }, "growth", [
      energy,
      energyBefore,
    ]),
    ...workOutBills(context),
    lastDay: book.measure({ id: "production.last-day", label: "最近一天读数", unit: "text" }, all, "lastDay"),
  };
}

/** Whole months only; without bills of all the months before, nothing is compared. */
function workOutBills({ book, input, asOf }: ReportContext) {
  const days = input.rows.bills.map(({ day }) => day);
  const last = monthOf(days.reduce((latest, day) => (day > latest ? day : latest), days[0] ?? asOf));
  const period = (from: number, to: number): Period => ({
    fromDay: firstDayOf(addMonths(last, from)),
    toDay: lastDayOf(addMonths(last, to)),
  });
  const set = { table: "bill", ...period(-11, 0) } as const;
  const before = { table: "bill", ...period(-23, -12) } as const;
  const months = new Set(days.filter((day) => day >= before.fromDay && day <= before.toDay));
  const compared = months.size === monthsOfYear ? before : { ...before, toDay: addDays(before.fromDay, -1) };
  const kWh = (id: string, label: string) => ({ id, label, unit: "kWh" as const });
  const billed = book.measure(kWh("bill.12m", "最近 12 个账单月用电"), set, "energyWh");
  const billedBefore = book.measure(kWh("bill.before", "前 12 个账单月用电"), compared, "energyWh");
  const label = { id: "bill.growth", label: "账单用电同比", unit: "percent" } as const;
  return { billed, billedBefore, billedGrowth: book.work(label, "growth", [billed, billedBefore]) };
}

function lastDays(toDay: BusinessDay): Period {
  return { fromDay: addDays(toDay, 1 - stateThresholds.energyDays.value), toDay };
}

/** The same days of the lunar year before, found by the distance between the two lunar new years. */
export function lunarYearBefore({ fromDay, toDay }: Period): Period {
  const year = Number(toDay.slice(0, 4));
  const shift =
    year > firstLunarYear ? daysBetween(lunarNewYearOf(year - 1), lunarNewYearOf(year)) : daysOfYear;
  return { fromDay: addDays(fromDay, -shift), toDay: addDays(toDay, -shift) };
}

export function writeProduction(context: ReportContext, figures: ProductionFigures): readonly ReportBlock[] {
  if (figures.assets.value === "0" && figures.billed.value === null) {
    return [{ kind: "notice", text: ["没有收到设备或电表读数，本节无法填写。"] }];
  }
  const { assets, energy, energyBefore, energyGrowth, lastDay, billed, billedBefore, billedGrowth } = figures;
  const read = assets.value === "0" ? [] : [assets, lastDay, energy, energyBefore, energyGrowth];
  const bills = billed.value === null ? [] : [billed, billedBefore, billedGrowth];
  return [
    {
      kind: "facts",
      items: [...read, ...bills].map((figure) => ({
        label: figure.label,
        value: [ref(figure)],
      })),
    },
    {
      kind: "paragraph",
      text: [
        "农历同期按两年正月初一之间的天数对齐，使春节停工落在相同位置；有电表时只计电表，避免与设备自报电量重复。账单用电与电表读数是同一电量的两个来源，分列而不相加。",
      ],
    },
    ...energyChart(context),
    ...(assets.value === "0" ? [] : [assetTable(context)]),
  ];
}

function energyChart({ input, asOf }: ReportContext): readonly ReportBlock[] {
  const weeks = Array.from({ length: chartWeeks }, (_, index) => addDays(asOf, (index - chartWeeks) * 7 + 1));
  const days = selectRows(input.rows, {
    table: "assetDay",
    fromDay: weeks[0] ?? asOf,
    toDay: asOf,
    siteOnly: true,
  });
  const values = weeks.map((from) => {
    const to = addDays(from, 6);
    const own = days.filter(({ day }) => day >= from && day <= to);
    return Number(own.reduce((sum, row) => sum + ("asset" in row ? (row.energyWh ?? 0n) : 0n), 0n)) / 1000;
  });
  if (values.every((value) => value === 0)) return [];
  const svg = printBars({ groups: weeks, unit: "千瓦时", series: [{ name: "每周用电", values }] });
  return [{ kind: "chart", caption: "近 52 周用电（全厂）", svg, marks: [] }];
}

function assetTable({ book, input, last12 }: ReportContext): ReportBlock {
  const days = selectRows(input.rows, { table: "assetDay", ...last12 });
  const names = [...new Set(days.flatMap((row) => ("asset" in row ? [row.asset] : [])))].sort();
  const rows = names.slice(0, shownAssets).map((asset, index) => {
    const set = { table: "assetDay", ...last12, asset } as const;
    const label = (what: string): string => `${asset} 近 12 个月${what}`;
    const id = `asset.${index + 1}`;
    return [
      [/^\d{1,3}$/.test(asset) ? `${asset} 号设备` : asset],
      [ref(book.measure({ id: `${id}.run`, label: label("运行时间"), unit: "hours" }, set, "runMinutes"))],
      [
        ref(
          book.measure({ id: `${id}.alarm`, label: label("报警时间"), unit: "hours" }, set, "alarmMinutes"),
        ),
      ],
      [ref(book.measure({ id: `${id}.energy`, label: label("用电"), unit: "kWh" }, set, "energyWh"))],
      [ref(book.measure({ id: `${id}.made`, label: label("产量"), unit: "count" }, set, "producedCount"))],
    ];
  });
  const more = names.length > shownAssets ? `（共 ${names.length} 台，列出前 ${shownAssets} 台）` : "";
  return {
    kind: "table",
    caption: `设备与电表（近 12 个月）${more}`,
    columns: [
      { title: "设备", align: "left" },
      { title: "运行（小时）", align: "right", share: 0.18 },
      { title: "报警（小时）", align: "right", share: 0.18 },
      { title: "用电（千瓦时）", align: "right", share: 0.2 },
      { title: "产量（件）", align: "right", share: 0.18 },
    ],
    rows,
  };
}
