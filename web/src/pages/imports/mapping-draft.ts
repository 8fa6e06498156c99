import type { Phrase } from "../../i18n/language.tsx";
import type { MappingJson } from "./imports-api.ts";

/** Kinds of tables for which a person can say what the columns mean. */
export const mappedKinds = ["statements", "invoices", "documents", "readings"] as const;
export type MappedKind = (typeof mappedKinds)[number];

/** A field of the form: a column of the file, a choice among words, or words of its own. */
export interface DraftField {
  readonly key: string;
  readonly label: Phrase;
  readonly kind: "column" | "choice" | "words";
  readonly isRequired?: boolean;
  readonly options?: readonly { readonly value: string; readonly label: Phrase }[];
  readonly initial?: string;
  /** Shown only where another field has this value. */
  readonly when?: { readonly key: string; readonly value: string };
  /** Words that the header's name is likely to hold. */
  readonly like?: RegExp;
}

export type Draft = Readonly<Record<string, string>>;

const column = (
  key: string,
  zh: string,
  en: string,
  like: RegExp,
  more: Partial<DraftField> = {},
): DraftField => ({ key, label: { zh, en }, kind: "column", like, ...more });
const choice = (
  key: string,
  label: Phrase,
  options: readonly (readonly [value: string, zh: string, en: string])[],
): DraftField => ({
  key,
  label,
  kind: "choice",
  options: options.map(([value, zh, en]) => ({ value, label: { zh, en } })),
  initial: options[0]?.[0] ?? "",
});
const words = (key: string, zh: string, en: string, initial: string, more: Partial<DraftField> = {}) =>
  ({ key, label: { zh, en }, kind: "words", initial, ...more }) as const;

const amountIs = (value: string) => ({ when: { key: "amountKind", value } });
const required = { isRequired: true };

/** The form of each kind. */
export const draftFields: Readonly<Record<MappedKind, readonly DraftField[]>> = {
  statements: [
    column("day", "交易日期", "Day", /日期|时间|日$/, required),
    column("clock", "交易时刻（另列时）", "Time of day, if apart", /^$/),
    choice("amountKind", { zh: "金额怎么写", en: "How the amount is written" }, [
      ["columns", "收入、支出各一列", "A column in and a column out"],
      ["signed", "一列，支出为负", "One column, negative is out"],
      ["flagged", "一列金额加借贷标志", "One column and a debit/credit flag"],
    ]),
    column("in", "收入（贷方）", "Money in", /收入|贷方|进账|存入/, { ...required, ...amountIs("columns") }),
    column("out", "支出（借方）", "Money out", /支出|借方|出账|支取/, {
      ...required,
      ...amountIs("columns"),
    }),
    column("signed", "金额", "Amount", /金额|发生额/, { ...required, ...amountIs("signed") }),
    column("flaggedAmount", "金额", "Amount", /金额|发生额/, { ...required, ...amountIs("flagged") }),
    column("flag", "借贷标志", "Flag", /借贷|标志|方向/, { ...required, ...amountIs("flagged") }),
    words("inWords", "表示收入的字样", "Words for money in", "贷,收入,C", amountIs("flagged")),
    words("outWords", "表示支出的字样", "Words for money out", "借,支出,D", amountIs("flagged")),
    column("balance", "余额（可核对连续性）", "Balance (lets it be checked)", /余额|结余/),
    column("counterparty", "对方户名", "Counterparty", /对方(户名|名称)|对手|户名/),
    column("counterpartyAccount", "对方账号", "Its account", /对方账|对方帐/),
    column("summary", "摘要", "Summary", /摘要|说明|附言/),
    column("account", "本方账号", "Own account", /^(本方)?账号$/),
  ],
  invoices: [
    choice("direction", { zh: "方向", en: "Direction" }, [
      ["sale", "开具（销项）", "Sales"],
      ["purchase", "取得（进项）", "Purchases"],
    ]),
    column("number", "发票号码", "Number", /号码|票号/, required),
    column("issuedOn", "开票日期", "Issued on", /日期/, required),
    column("counterparty", "对方单位", "Counterparty", /单位|客户|供应商|购方|销方|名称/, required),
    column("net", "金额（不含税）", "Net", /不含税|^金额/, required),
    column("tax", "税额", "Tax", /税额/, required),
    column("gross", "价税合计", "Gross", /价税|合计|含税/, required),
    column("status", "状态", "Status", /状态/, required),
    words("validWords", "有效的字样", "Words for valid", "有效发票,正常"),
    words("voidWords", "作废的字样", "Words for void", "作废发票,作废"),
  ],
  documents: [
    choice("document", { zh: "单据", en: "Document" }, [
      ["salesOrder", "销售订单", "Sales order"],
      ["purchaseOrder", "采购订单", "Purchase order"],
      ["delivery", "发货", "Delivery"],
      ["receiptOfGoods", "收货", "Receipt of goods"],
      ["stock", "库存", "Stock"],
    ]),
    column("number", "单据编号", "Number", /编号|单号|订单号/),
    column("day", "日期", "Day", /日期|期间/, required),
    column("counterparty", "往来单位", "Counterparty", /客户|供应商|单位/),
    column("item", "物料", "Item", /物料名|存货名|品名|名称/),
    column("unit", "计量单位", "Unit", /计量|^单位$/),
    column("quantity", "数量", "Quantity", /数量/),
    column("amount", "金额", "Amount", /金额|价税|合计/),
    choice("scale", { zh: "金额单位", en: "Unit of the amount" }, [
      ["100", "元", "yuan"],
      ["1000000", "万元", "10,000 yuan"],
      ["1", "分", "fen"],
    ]),
  ],
  readings: [
    column("time", "时间", "Time", /时间|日期|time/i, required),
    words("timeFormat", "时间写法", "Written as", "YYYY-MM-DD HH:mm"),
    choice("stamp", { zh: "时间是间隔的", en: "The stamp is the interval's" }, [
      ["end", "结束", "end"],
      ["start", "开始", "start"],
    ]),
    words("minutes", "间隔（分钟）", "Interval (minutes)", "15"),
    column("value", "读数", "Value", /电量|读数|负荷|kwh/i, required),
    choice("channel", { zh: "读数是", en: "The value is" }, [
      ["energy_wh*1000", "电量，千瓦时", "Energy, kWh"],
      ["energy_wh*1", "电量，瓦时", "Energy, Wh"],
      ["power_w*1000", "功率，千瓦", "Power, kW"],
      ["produced_count*1", "产量，件", "Pieces produced"],
    ]),
    column("asset", "设备或电表", "Machine or meter", /设备|表号|户号|编号/),
  ],
};

/** A draft with the likeliest columns of the header chosen. */
export function guessDraft(kind: MappedKind, columns: readonly string[]): Draft {
  const taken = new Set<string>();
  return Object.fromEntries(
    draftFields[kind].map((field) => {
      if (field.kind !== "column") return [field.key, field.initial ?? ""];
      const found = columns.find((name) => !taken.has(name) && name !== "" && field.like?.test(name));
      if (found !== undefined) taken.add(found);
      return [field.key, found ?? ""];
    }),
  );
}

/** Fields of the form that are to be filled in as the draft stands. */
export function shownFields(kind: MappedKind, draft: Draft): readonly DraftField[] {
  return draftFields[kind].filter(({ when }) => when === undefined || draft[when.key] === when.value);
}

/** Whether everything that must be chosen is chosen. */
export function isComplete(kind: MappedKind, draft: Draft): boolean {
  return shownFields(kind, draft).every(({ isRequired, key }) => isRequired !== true || draft[key] !== "");
}

const split = (text: string | undefined): readonly string[] =>
  (text ?? "")
    .split(/[,，]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** Leaves out what is not chosen. */
const chosen = (fields: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => (entry[1] ?? "") !== ""),
  );

/** The mapping that a draft describes, as docs/mapping.md has it. */
export function mappingOfDraft(
  kind: MappedKind,
  draft: Draft,
  named: { readonly id: string; readonly name: string },
): MappingJson {
  const head = { id: named.id, zh: named.name, en: named.name };
  switch (kind) {
    case "statements":
      return {
        mapping: "touchstone-statements@1",
        ...head,
        account: chosen({ column: draft["account"] }),
        time: chosen({ column: draft["day"], clock: draft["clock"] }),
        amount: amountOf(draft),
        counterparty: chosen({ name: draft["counterparty"], account: draft["counterpartyAccount"] }),
        ...chosen({ balance: draft["balance"], summary: draft["summary"] }),
      };
    case "invoices":
      return {
        mapping: "touchstone-invoices@1",
        ...head,
        direction: draft["direction"],
        columns: Object.fromEntries(
          ["number", "issuedOn", "counterparty", "net", "tax", "gross", "status"].map((key) => [
            key,
            draft[key],
          ]),
        ),
        statuses: { valid: split(draft["validWords"]), void: split(draft["voidWords"]) },
      };
    case "documents":
      return {
        mapping: "touchstone-documents@1",
        ...head,
        document: draft["document"],
        day: chosen({ column: draft["day"] }),
        ...chosen({
          number: draft["number"],
          counterparty: draft["counterparty"],
          item: draft["item"],
          unit: draft["unit"],
        }),
        values: [
          {
            ...chosen({ quantity: draft["quantity"], amount: draft["amount"] }),
            scale: Number(draft["scale"]),
          },
        ],
      };
    case "readings":
      return readingsOf(draft, head);
  }
}

function amountOf(draft: Draft): unknown {
  if (draft["amountKind"] === "columns") return { kind: "columns", in: draft["in"], out: draft["out"] };
  if (draft["amountKind"] === "signed") return { kind: "signed", column: draft["signed"] };
  return {
    kind: "flagged",
    column: draft["flaggedAmount"],
    flag: draft["flag"],
    in: split(draft["inWords"]),
    out: split(draft["outWords"]),
  };
}

function readingsOf(draft: Draft, head: object): MappingJson {
  const [channel, scale] = (draft["channel"] ?? "").split("*");
  const asset = draft["asset"] ?? "";
  return {
    mapping: "touchstone-readings@1",
    ...head,
    asset: asset === "" ? { constant: "meter" } : { column: asset },
    time: {
      column: draft["time"],
      format: draft["timeFormat"],
      zone: "Asia/Shanghai",
      stamp: draft["stamp"],
      interval: { kind: "fixed", lengthMs: Math.round(Number(draft["minutes"]) * 60_000) },
    },
    channels: [{ channel, column: draft["value"], unit: "", scale: Number(scale) }],
  };
}
