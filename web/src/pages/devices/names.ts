import type { Phrase } from "../../i18n/language.tsx";
import type { CollectorState, ElementKind, TwinData } from "./devices-api.ts";

export const kindNames: Readonly<Record<ElementKind, Phrase>> = {
  site: { zh: "厂区", en: "Site" },
  area: { zh: "车间", en: "Area" },
  line: { zh: "产线", en: "Line" },
  workCentre: { zh: "工作中心", en: "Work centre" },
  machine: { zh: "设备", en: "Machine" },
  meter: { zh: "计量表", en: "Meter" },
  people: { zh: "人员", en: "People" },
  thing: { zh: "物料", en: "Thing" },
  network: { zh: "网络", en: "Network" },
};

export const stateNames: Readonly<Record<CollectorState, Phrase>> = {
  registered: { zh: "待登记密钥", en: "Waiting for its key" },
  bound: { zh: "已绑定", en: "Bound" },
  active: { zh: "运行中", en: "Active" },
  quarantined: { zh: "已隔离", en: "Quarantined" },
  revoked: { zh: "已注销", en: "Revoked" },
};

export const elementStateNames: Readonly<Record<TwinData["state"], Phrase>> = {
  inUse: { zh: "在用", en: "In use" },
  idle: { zh: "闲置", en: "Idle" },
  maintenance: { zh: "检修", en: "In repair" },
  retired: { zh: "报废", en: "Retired" },
};

export const mediumNames: Readonly<Record<NonNullable<TwinData["medium"]>, Phrase>> = {
  electricity: { zh: "电", en: "Electricity" },
  gas: { zh: "燃气", en: "Gas" },
  water: { zh: "水", en: "Water" },
  heat: { zh: "热", en: "Heat" },
};

export const thingNames: Readonly<Record<NonNullable<TwinData["thing"]>, Phrase>> = {
  material: { zh: "原材料", en: "Materials" },
  workInProgress: { zh: "在制品", en: "Work in progress" },
  goods: { zh: "产成品", en: "Goods" },
};

export const networkNames: Readonly<Record<NonNullable<TwinData["network"]>, Phrase>> = {
  gateway: { zh: "网关", en: "Gateway" },
  link: { zh: "链路", en: "Link" },
};

export const depreciationNames: Readonly<Record<NonNullable<TwinData["depreciation"]>, Phrase>> = {
  straightLine: { zh: "年限平均法", en: "Straight line" },
  doubleDeclining: { zh: "双倍余额递减法", en: "Double declining balance" },
  sumOfYears: { zh: "年数总和法", en: "Sum of the years' digits" },
  unitsOfProduction: { zh: "工作量法", en: "Units of production" },
};

export const encumbranceNames: Readonly<Record<TwinData["encumbrances"][number]["kind"], Phrase>> = {
  mortgage: { zh: "抵押", en: "Mortgage" },
  lease: { zh: "融资租赁", en: "Finance lease" },
  pledge: { zh: "质押", en: "Pledge" },
  seizure: { zh: "查封", en: "Seizure" },
  retention: { zh: "所有权保留", en: "Retention of title" },
};
