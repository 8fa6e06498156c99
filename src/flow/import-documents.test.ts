import { afterAll, beforeAll, describe, expect, it } from "vitest";
// Files written for the tests lie beside the readers.
import { makeWorkbook } from "../collect/testing/make-workbook.ts";
import { countsOf, type ImportHouse, openImportHouse } from "./testing/import-house.ts";

let house: ImportHouse;
let fileOf: ImportHouse["fileOf"];
let load: ImportHouse["load"];
let query: ImportHouse["query"];

beforeAll(async () => {
  house = await openImportHouse();
  ({ fileOf, load, query } = house);
});
afterAll(async () => {
  expect(await house.findings()).toEqual([]);
  await house.close();
});

describe("other exports", () => {
  it("of Kingdee and Yonyou become business documents", async () => {
    const orders = await makeWorkbook({
      销售订单: [
        ["销售订单列表"],
        ["单据编号", "日期", "客户", "物料编码", "物料名称", "单位", "数量", "价税合计"],
        ["SO001", "2024-03-05", "测试乙公司", "M1", "齿轮", "件", 10, 1130],
        [null, null, null, "M2", "轴", "件", 2.5, 226.5],
        ["SO002", "2024-03-06", "测试丙公司", "M1", "齿轮", "件", 1, 113],
      ],
    });
    const stock =
      "收发存汇总表\n会计期间：2024年3月\n存货编码,存货名称,计量单位,期初结存数量,期初结存金额,本期收入数量,本期收入金额,本期发出数量,本期发出金额,期末结存数量,期末结存金额\nM1,齿轮,件,10,1000,5,500,3,300,12,1200\n";
    const balance =
      "科目余额表\n会计期间:2024.03\n科目编码,科目名称,期初借方,期初贷方,本期借方,本期贷方,期末借方,期末贷方\n1002,银行存款,1000.00,,200.00,100.00,1100.00,\n";
    const report = await load("erp", [
      fileOf("orders.xlsx", orders),
      fileOf("stock.csv", stock),
      fileOf("balance.csv", balance),
    ]);
    expect(countsOf(report)).toEqual([
      ["kingdee-sales-order", 3, 3, 0, 0],
      ["stock-summary", 1, 1, 0, 0],
      ["trial-balance", 1, 1, 0, 0],
    ]);
    expect(
      await query(
        `SELECT kind, number, line, toString(on_day) AS day, counterparty, item, measure,
           toString(quantity_milli) AS quantity, toString(amount_fen) AS amount
         FROM business_document WHERE enterprise_id IN ids AND kind = 'salesOrder' ORDER BY number, line`,
        "erp",
      ),
    ).toEqual([
      {
        kind: "salesOrder",
        number: "SO001",
        line: 1,
        day: "2024-03-05",
        counterparty: "测试乙公司",
        item: "齿轮",
        measure: "",
        quantity: "10000",
        amount: "113000",
      },
      {
        kind: "salesOrder",
        number: "SO001",
        line: 2,
        day: "2024-03-05",
        counterparty: "测试乙公司",
        item: "轴",
        measure: "",
        quantity: "2500",
        amount: "22650",
      },
      {
        kind: "salesOrder",
        number: "SO002",
        line: 1,
        day: "2024-03-06",
        counterparty: "测试丙公司",
        item: "齿轮",
        measure: "",
        quantity: "1000",
        amount: "11300",
      },
    ]);
    expect(
      await query(
        `SELECT kind, measure, toString(on_day) AS day, toString(amount_fen) AS amount FROM business_document
         WHERE enterprise_id IN ids AND kind != 'salesOrder' ORDER BY kind, measure`,
        "erp",
      ),
    ).toEqual([
      ...[
        ["closingDebit", "110000"],
        ["credit", "10000"],
        ["debit", "20000"],
        ["openingDebit", "100000"],
      ].map(([measure, amount]) => ({ kind: "ledgerBalance", measure, day: "2024-03-31", amount })),
      ...[
        ["closing", "120000"],
        ["in", "50000"],
        ["opening", "100000"],
        ["out", "30000"],
      ].map(([measure, amount]) => ({ kind: "stock", measure, day: "2024-03-31", amount })),
    ]);
  });

  it("of the grid become energy in quarters of an hour, and bills by month", async () => {
    const quarters = Array.from(
      { length: 96 },
      (_, i) =>
        `${String(Math.floor((i + 1) / 4)).padStart(2, "0")}:${String(((i + 1) % 4) * 15).padStart(2, "0")}`,
    );
    const wide = `户号,日期,电量类型,${quarters.join(",")}\n330001,2024-03-01,有功,${quarters.map((_, i) => (i === 5 ? "" : "1.5")).join(",")}\n`;
    const bill =
      "户号,户名,电费年月,抄见电量,尖电量,峰电量,平电量,谷电量,电费\n330001,测试甲厂,202403,1000,100,300,400,200,753.21\n";
    const long = "户号,数据时间,电量\n330002,2024-03-01 23:45,1\n330002,2024-03-01 24:00,2\n";
    const report = await load("grid", [fileOf("w.csv", wide), fileOf("b.csv", bill), fileOf("l.csv", long)]);
    expect(countsOf(report)).toEqual([
      ["energy-96-quantity", 1, 1, 0, 0],
      ["energy-bill-state-grid", 1, 1, 0, 0],
      ["energy-quarter-hours", 2, 2, 0, 0],
    ]);
    expect(
      await query(
        `SELECT asset, channel, toInt32(count()) AS count, toString(sum(value)) AS sum,
           toString(fromUnixTimestamp64Milli(min(from_ms), 'Asia/Shanghai')) AS first,
           toString(fromUnixTimestamp64Milli(max(to_ms), 'Asia/Shanghai')) AS last
         FROM reading WHERE enterprise_id IN ids AND channel IN ('energy_wh', 'billed_energy_wh', 'energy_cost_fen')
         GROUP BY asset, channel ORDER BY asset, channel`,
        "grid",
      ),
    ).toEqual(
      [
        ["330001", "billed_energy_wh", 1, "1000000", "2024-03-01 00:00:00.000", "2024-04-01 00:00:00.000"],
        ["330001", "energy_cost_fen", 1, "75321", "2024-03-01 00:00:00.000", "2024-04-01 00:00:00.000"],
        ["330001", "energy_wh", 95, "142500", "2024-03-01 00:00:00.000", "2024-03-02 00:00:00.000"],
        ["330002", "energy_wh", 2, "3000", "2024-03-01 23:30:00.000", "2024-03-02 00:00:00.000"],
      ].map(([asset, channel, count, sum, first, last]) => ({ asset, channel, count, sum, first, last })),
    );
  });
});
