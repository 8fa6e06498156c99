import { listColumns } from "../enterprise-list.ts";

/** A column of a sheet: a workbook may have them in any order, by either name. */
export interface SheetColumn {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly isRequired: boolean;
  /** What a filled cell looks like, for the template. */
  readonly example: string;
}

const column = (key: string, zh: string, example: string, isRequired = false): SheetColumn => ({
  key,
  zh,
  en: key,
  isRequired,
  example,
});

const enterprise = column("enterprise", "企业代码", "E1", true);
const name = column("name", "名称", "", true);
const parent = column("parent", "上级代码", "L1");
const validFrom = column("validFrom", "生效日期", "2026-01-01");
const identity = [
  column("maker", "制造商", "沈阳机床"),
  column("model", "型号", "CAK6150"),
  column("serial", "序列号", "SY20190713"),
] as const;
const value = [
  column("purchaseYuan", "购置价值（元）", "186000.00"),
  column("inServiceOn", "投用日期", "2019-07-13"),
  column("lifeMonths", "使用年限（月）", "120"),
  column("residualPercent", "残值率（%）", "5"),
  column("depreciation", "折旧方法", "straightLine"),
] as const;

/**
 * The sheets of a workbook that registers enterprises with their machines, meters and collectors. Either name of a
 * sheet will do; a missing one is empty.
 */
export const deviceSheets = {
  enterprises: {
    zh: "企业",
    columns: listColumns.map(({ key, zh, isRequired }) => column(key, zh, "", isRequired)),
  },
  sites: {
    zh: "场所",
    columns: [
      enterprise,
      column("code", "代码", "L1", true),
      { ...name, example: "机加工一线" },
      column("kind", "类别", "line", true),
      parent,
      validFrom,
    ],
  },
  elements: {
    zh: "设备与要素",
    columns: [
      enterprise,
      column("code", "代码", "CNC-01", true),
      { ...name, example: "一号数控车床" },
      column("kind", "类别", "machine", true),
      parent,
      column("type", "类型", "数控车床"),
      ...identity,
      column("parameters", "参数", "ratedPowerKw=15; axes=3"),
      ...value,
      column("encumbrance", "权利负担", "mortgage"),
      column("holder", "权利人", "试点银行"),
      column("reference", "登记编号", "DY2026-017"),
      column("encumberedFrom", "负担起始日", "2026-01-01"),
      column("encumberedUntil", "负担截止日", "2028-12-31"),
      column("thing", "物料类别", ""),
      column("network", "网络类别", ""),
      column("headcount", "人数", ""),
      column("shift", "班次", ""),
      validFrom,
    ],
  },
  meters: {
    zh: "计量表",
    columns: [
      enterprise,
      column("code", "代码", "DB-01", true),
      { ...name, example: "总电表" },
      column("medium", "介质", "electricity", true),
      parent,
      ...identity,
      ...value.slice(0, 2),
      validFrom,
    ],
  },
  collectors: {
    zh: "采集器",
    columns: [
      enterprise,
      { ...name, example: "一车间采集器" },
      column("elements", "采集要素", "CNC-01; DB-01"),
      column("messagesPerSecond", "每秒消息数", "50"),
    ],
  },
  /** Which device behind a gateway, or code of a collector, is which element. */
  claims: {
    zh: "网关设备",
    columns: [
      column("gateway", "网关", "名称或编号", true),
      column("code", "数据中的代码", "CNC-01"),
      enterprise,
      column("element", "要素代码", "CNC-01", true),
    ],
  },
} as const satisfies Readonly<Record<string, { zh: string; columns: readonly SheetColumn[] }>>;

export type SheetName = keyof typeof deviceSheets;

export const sheetNames: readonly SheetName[] = [
  "enterprises",
  "sites",
  "elements",
  "meters",
  "collectors",
  "claims",
];

/** The rows of each sheet; the first row names the columns. */
export type DeviceTables = Readonly<Record<SheetName, readonly (readonly string[])[]>>;

/** Words that a cell may hold for what the program names in English. */
export const cellWords: Readonly<Record<string, string>> = {
  厂区: "site",
  车间: "area",
  产线: "line",
  工作中心: "workCentre",
  设备: "machine",
  计量表: "meter",
  人员: "people",
  物料: "thing",
  网络: "network",
  电: "electricity",
  气: "gas",
  燃气: "gas",
  水: "water",
  热: "heat",
  原材料: "material",
  在制品: "workInProgress",
  产成品: "goods",
  网关: "gateway",
  链路: "link",
  年限平均法: "straightLine",
  双倍余额递减法: "doubleDeclining",
  年数总和法: "sumOfYears",
  工作量法: "unitsOfProduction",
  抵押: "mortgage",
  融资租赁: "lease",
  质押: "pledge",
  查封: "seizure",
  所有权保留: "retention",
};
