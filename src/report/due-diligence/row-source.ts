import { shanghaiTimeOf } from "#kernel";
import type { ReportSource } from "./figure.ts";
import { documentWords } from "./document-words.ts";
import type { EnterpriseRows, ReportRow, RowPlace, RowSet } from "./rows.ts";

const tableWords = {
  invoice: "发票",
  statement: "银行流水",
  document: "业务单据",
  assetDay: "设备与电表读数",
  bill: "电费单",
} as const;
const shownFiles = 3;

/** The line of the table of sources for a set of rows. */
export function describeRowSource(
  rows: EnterpriseRows,
  set: RowSet,
  chosen: readonly ReportRow[],
): Omit<ReportSource, "mark"> {
  const places = placesOf(rows, set, chosen);
  return {
    kind: tableWords[set.table],
    title: titleOf(set),
    content: contentOf(rows, set, chosen, places),
    period: `${set.fromDay} 至 ${set.toDay}`,
    received: receivedOf(places),
    evidence: evidenceOf(places),
  };
}

/** Where the chosen rows are sealed; of days summed from readings, where the readings of their assets are. */
function placesOf(rows: EnterpriseRows, set: RowSet, chosen: readonly ReportRow[]): readonly RowPlace[] {
  if (set.table !== "assetDay") return chosen.flatMap((row) => ("place" in row ? [row.place] : []));
  const assets = new Set(chosen.flatMap((row) => ("asset" in row ? [row.asset] : [])));
  return rows.readings.filter(({ asset }) => assets.has(asset)).flatMap(({ entries }) => entries);
}

function titleOf(set: RowSet): string {
  switch (set.table) {
    case "invoice": {
      const direction = set.direction === "sale" ? "销项" : set.direction === "purchase" ? "进项" : "全部";
      const state =
        set.state === "void" ? "作废" : set.state === "red" ? "红字" : set.state === "valid" ? "有效" : "";
      const flag =
        set.flagged === "doesNotAddUp" ? "金额不符的" : set.flagged === "numberReused" ? "号码重复的" : "";
      const partner = set.counterparty === undefined ? "" : `，对方：${set.counterparty}`;
      return `${direction}${state}${flag}发票${partner}`;
    }
    case "statement": {
      const flow = set.flow === "in" ? "流入" : set.flow === "out" ? "流出" : "全部";
      const breaks = set.breaksBalance === true ? "余额不连续的" : "";
      const partner = set.counterparty === undefined ? "" : `，对方：${set.counterparty}`;
      return `账户${flow}${breaks}流水${partner}`;
    }
    case "document":
      return `业务单据：${documentWords[set.documentKind ?? ""] ?? set.documentKind ?? "全部"}`;
    case "bill":
      return "月电费单（账单用电量）";
    case "assetDay":
      return set.asset === undefined
        ? set.siteOnly === true
          ? "全厂电表"
          : "全部设备"
        : `设备 ${set.asset}`;
  }
}

function contentOf(
  rows: EnterpriseRows,
  set: RowSet,
  chosen: readonly ReportRow[],
  places: readonly RowPlace[],
): string {
  const files = [...new Set(places.map((place) => rows.files.get(keyOf(place)) ?? ""))].filter(
    (file) => file !== "",
  );
  const named = files.slice(0, shownFiles).join("、");
  const more = files.length > shownFiles ? ` 等 ${files.length} 个文件` : "";
  const counted =
    set.table === "assetDay" ? `${chosen.length} 个设备日（由逐笔读数汇总）` : `${chosen.length} 行`;
  return named === "" ? counted : `${named}${more}；${counted}`;
}

function receivedOf(places: readonly RowPlace[]): string {
  if (places.length === 0) return "—";
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { receivedAtMs } of places) {
    if (receivedAtMs < first) first = receivedAtMs;
    if (receivedAtMs > last) last = receivedAtMs;
  }
  const from = shanghaiTimeOf(first).slice(0, 16);
  const to = shanghaiTimeOf(last).slice(0, 16);
  if (from === to) return from;
  return from.slice(0, 10) === to.slice(0, 10)
    ? `${from} 至 ${to.slice(11)}`
    : `${from.slice(0, 10)} 至 ${to.slice(0, 10)}`;
}

/** Sealed batches as ranges of their numbers; the log's name is shortened, the page gives it in full. */
function evidenceOf(places: readonly RowPlace[]): string {
  if (places.length === 0) return "—";
  const byOrigin = Map.groupBy(places, ({ origin }) => origin);
  return [...byOrigin]
    .map(([origin, own]) => {
      const indexes = [...new Set(own.map(({ entryIndex }) => entryIndex))].sort((a, b) => a - b);
      return `存证 ${origin.split("/").at(-1) ?? origin} 第 ${rangesOf(indexes)} 批`;
    })
    .join("；");
}

function rangesOf(indexes: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const index of indexes) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else ranges.push([index, index]);
  }
  const shown = ranges.slice(0, 6).map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  return shown.join("、") + (ranges.length > shown.length ? " 等" : "");
}

/** The key of a sealed batch in `EnterpriseRows.files`. */
export function keyOf({ origin, entryIndex }: Pick<RowPlace, "origin" | "entryIndex">): string {
  return `${origin}#${entryIndex}`;
}
