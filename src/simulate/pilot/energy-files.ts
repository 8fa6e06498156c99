import { type BusinessDay, type BusinessMonth, formatYuan, monthOf } from "#kernel";
import type { WorkingRhythm } from "../working-rhythm.ts";
import { type DayLoad, dayLoadsOf } from "./day-loads.ts";
import type { PilotEnterprise } from "./pilot-plan.ts";
import type { Sheet } from "./statement-files.ts";

/**
 * What the grid knows of an enterprise: a bill a month for all, and the load curve of the last days for those whose
 * meter is read every quarter of an hour.
 * @param curveFrom  first day of the curve; null without one
 */
export function energyFilesOf(
  enterprise: PilotEnterprise,
  options: { readonly seed: string; readonly rhythm: WorkingRhythm; readonly curveFrom: BusinessDay | null },
): { readonly name: string; readonly sheet: Sheet }[] {
  const { seed, rhythm, curveFrom } = options;
  const { code } = enterprise.plan;
  const account = `44${enterprise.accountNumber.slice(-8)}`;
  const loads = dayLoadsOf(enterprise.plan, { seed, rhythm, firstDay: rhythm.days[0] ?? "" });
  const bills = { name: `${code}_电费单.csv`, sheet: billsOf(enterprise, account, loads) };
  if (curveFrom === null) return [bills];
  const curve = loads.filter(({ day }) => day >= curveFrom);
  return [bills, { name: `${code}_96点电量.csv`, sheet: curveOf(account, curve) }];
}

/** Quarters of the sharp, peak, flat and valley hours of the day. */
const tariffOfHour = "vvvvvvvvpphhffffpphhppvv";
const fenPerKwh = { h: 128, p: 105, f: 68, v: 36 } as const;

function billsOf({ plan }: PilotEnterprise, account: string, loads: readonly DayLoad[]): Sheet {
  const months = new Map<BusinessMonth, Record<keyof typeof fenPerKwh, number>>();
  for (const { day, quartersKwh } of loads) {
    const month = monthOf(day);
    const sums = months.get(month) ?? { h: 0, p: 0, f: 0, v: 0 };
    quartersKwh.forEach((kwh, quarter) => {
      sums[tariffOfHour.charAt(Math.floor(quarter / 4)) as keyof typeof fenPerKwh] += kwh;
    });
    months.set(month, sums);
  }
  const rows = [...months].map(([month, { h, p, f, v }]) => {
    const [sharp, peak, flat, valley] = [h, p, f, v].map(Math.round) as [number, number, number, number];
    const costFen = sharp * fenPerKwh.h + peak * fenPerKwh.p + flat * fenPerKwh.f + valley * fenPerKwh.v;
    const parts = [sharp + peak + flat + valley, sharp, peak, flat, valley].map(String);
    return [account, plan.name, month.replace("-", ""), ...parts, formatYuan(BigInt(costFen))];
  });
  return {
    title: [],
    header: "户号,户名,电费年月,抄见电量,尖电量,峰电量,平电量,谷电量,电费".split(","),
    rows,
  };
}

function curveOf(account: string, loads: readonly DayLoad[]): Sheet {
  const times = Array.from({ length: 96 }, (_, index) => {
    const minutes = (index + 1) * 15;
    return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  });
  return {
    title: [],
    header: ["户号", "日期", "电量类型", ...times],
    rows: loads.map(({ day, quartersKwh }) => [
      account,
      day,
      "正向有功",
      ...quartersKwh.map((kwh) => kwh.toFixed(2)),
    ]),
  };
}
