import { afterAll, beforeAll, describe, expect, it } from "vitest";
// Files written for the tests lie beside the readers.
import { makeWorkbook } from "../collect/testing/make-workbook.ts";
import { makeZip } from "../collect/testing/make-zip.ts";
import { invoiceXml, lineHeader, lineRow, seller } from "../collect/testing/tax-invoices.ts";
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

const twenty = (last: number): string => `2433200000000000${String(last).padStart(4, "0")}`;

describe("invoices of the tax bureau", () => {
  const lines = [
    { number: twenty(1), net: 100, tax: 13 },
    { number: twenty(2), net: 1000, tax: 130, status: "已红冲-全额" },
    { number: twenty(1), net: 200.5, tax: 26.07 },
    {
      number: twenty(3),
      net: -1000,
      tax: -130,
      status: "红字",
      remark: `被红冲蓝字数电发票号码：${twenty(2)}`,
    },
    { number: twenty(1), net: 0.1, tax: 0.01 },
    { number: "12345678", oldCode: "033002400111", net: 50, tax: 6.5 },
    { number: twenty(4), net: 10, tax: 1.3, status: "作废" },
  ];

  it("become one invoice a number, a red one nets out its blue one, and the workbook agrees with XML and OFD", async () => {
    const workbook = await makeWorkbook({
      发票基础信息: [
        [
          "序号",
          "发票代码",
          "发票号码",
          "数电发票号码",
          "销方识别号",
          "销方名称",
          "购方识别号",
          "购买方名称",
          "开票日期",
          "金额",
          "税额",
          "价税合计",
          "发票来源",
          "发票票种",
          "发票状态",
        ],
        [1],
      ],
      信息汇总表: [lineHeader, ...lines.map(lineRow)],
    });
    const xml = invoiceXml(twenty(1), [
      ["100.00", "13.00"],
      ["200.50", "26.07"],
      ["0.10", "0.01"],
    ]);
    const ofd = makeZip({
      "OFD.xml":
        '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody/></ofd:OFD>',
      "Doc_0/Attachs/original_invoice.xml": invoiceXml(twenty(3), [["-1000.00", "-130.00"]], twenty(2)),
    });
    const page = makeZip({ "OFD.xml": "<ofd:OFD/>", "Doc_0/Pages/Page_0/Content.xml": "<a/>" });
    const report = await load("tax", [
      fileOf("发票.xlsx", workbook, seller.code),
      fileOf("a.xml", xml, seller.code),
      fileOf("b.ofd", ofd, seller.code),
      fileOf("c.ofd", page, seller.code),
      fileOf(
        "many.zip",
        makeZip({ "1.xml": xml, "子/2.xml": invoiceXml(twenty(9), [["7.00", "0.91"]]) }),
        seller.code,
      ),
    ]);
    expect(countsOf(report)).toEqual([
      ["tax-invoice-lines", 7, 7, 0, 0],
      ["tax-invoice-lines", 3, 0, 3, 0],
      ["tax-invoice-lines", 1, 0, 1, 0],
      expect.objectContaining({ code: "COLLECT_OFD_PAGE_ONLY" }),
      ["tax-invoice-lines", 4, 1, 3, 0],
    ]);
    expect(
      await query(
        `SELECT direction, number, toString(issued_on) AS day, toString(net_fen) AS net, toString(gross_fen) AS gross,
           is_void AS void, flags, red_of AS red
         FROM invoice WHERE enterprise_id IN ids ORDER BY number`,
        "tax",
      ),
    ).toEqual(
      [
        ["03300240011112345678", "5000", "5650", 0, 0, ""],
        [twenty(1), "30060", "33968", 0, 0, ""],
        [twenty(2), "100000", "113000", 0, 4, ""],
        [twenty(3), "-100000", "-113000", 0, 0, twenty(2)],
        [twenty(4), "1000", "1130", 1, 0, ""],
        [twenty(9), "700", "791", 0, 0, ""],
      ].map(([number, net, gross, isVoid, flags, red]) => ({
        direction: "sale",
        number,
        day: "2024-03-01",
        net,
        gross,
        void: isVoid,
        flags,
        red,
      })),
    );
  });

  it("are purchases of the enterprise on the other side, and none is taken when one of its lines is broken", async () => {
    const rows = lines.map(lineRow);
    rows[2] = rows[2]?.with(16, "abc") ?? [];
    const report = await load("bought", [
      fileOf("取得发票.xlsx", await makeWorkbook({ 信息汇总表: [lineHeader, ...rows] }), "T2"),
    ]);
    expect(countsOf(report)).toEqual([["tax-invoice-lines", 7, 4, 0, 3]]);
    expect(report.files[0]?.quarantinedRows?.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, "", "LINE_OF_BROKEN_INVOICE"],
      [4, "金额", "AMOUNT_MALFORMED"],
      [6, "", "LINE_OF_BROKEN_INVOICE"],
    ]);
    expect(
      await query(
        "SELECT DISTINCT direction, counterparty FROM invoice WHERE enterprise_id IN ids",
        "bought",
      ),
    ).toEqual([{ direction: "purchase", counterparty: seller.name }]);
  });
});

describe("bank statements", () => {
  const header =
    "凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息".split(
      ",",
    );
  const movements = [
    ["贷", 500],
    ["借", 120.5],
    ["贷", 80],
    ["借", 33.25],
    ["贷", 1000],
  ] as const;
  const rowsFrom = (opening: number) => {
    let balance = opening;
    return movements.map(([way, amount], i) => {
      balance += way === "贷" ? amount : -amount;
      const at = new Date(Date.UTC(2024, 2, 1 + i, 9, 30, 0));
      const [paid, received] = way === "借" ? [amount, ""] : ["", amount];
      return [
        `V${i}`,
        "6222000000000000001",
        "62001",
        at,
        way,
        paid,
        received,
        "",
        "货款",
        "",
        `客户${i}`,
        Math.round(balance * 100) / 100,
        "",
      ];
    });
  };
  const titles = [
    ["中国工商银行对公账户明细"],
    ["账号：", "6222000000000000001", "户名：", "测试甲厂（测试用）"],
    ["期初余额：1,000.00", "", "起止日期：2024-03-01至2024-03-31"],
  ];

  it("are read under their titles, and the file of an overlapping period brings only what is new", async () => {
    const first = await makeWorkbook({ Sheet1: [...titles, header, ...rowsFrom(1000).slice(0, 4)] });
    const second = await makeWorkbook({
      Sheet1: [...titles, header, ...rowsFrom(1000), ["合计", null, null, null, null, 153.75, 1580]],
    });
    const report = await load("icbc", [
      fileOf("T1_三月.xlsx", first, null),
      fileOf("T1_全月.xlsx", second, null),
    ]);
    expect(countsOf(report)).toEqual([
      ["statement-icbc", 4, 4, 0, 0],
      ["statement-icbc", 6, 1, 4, 1],
    ]);
    expect(report.enterprises.map(({ code }) => code)).toEqual(["T1"]);
    expect(report.files[1]?.quarantinedRows?.[0]).toMatchObject({ row: 10, code: "ROW_TOTAL" });
    const stored = await query(
      `SELECT toString(posted_on) AS day, clock, toString(amount_fen) AS amount, toString(balance_fen) AS balance, counterparty
       FROM statement_line WHERE enterprise_id IN ids ORDER BY day`,
      "icbc",
    );
    expect(stored).toHaveLength(5);
    expect(stored[1]).toEqual({
      day: "2024-03-02",
      clock: 34_200,
      amount: "-12050",
      balance: "137950",
      counterparty: "客户1",
    });
    const checks = await house.observations.statementChecks("icbc");
    expect(
      checks.map(({ file, account, lines, steps, verdict }) => [file, account, lines, steps, verdict]),
    ).toEqual([
      ["T1_三月.xlsx", "6222000000000000001", 4, 4, "continuous"],
      ["T1_全月.xlsx", "6222000000000000001", 5, 5, "continuous"],
    ]);
    expect(report.files[0]?.statements?.[0]).toMatchObject({ verdict: "continuous", openingFen: "100000" });
  });

  it("with an edited balance are broken, and the first broken row is named with what it should say", async () => {
    const rows = rowsFrom(1000);
    rows[2] = rows[2]?.with(11, 9459.5) ?? [];
    const edited = await makeWorkbook({ Sheet1: [...titles, header, ...rows] });
    const report = await load("edited", [fileOf("edited.xlsx", edited)]);
    expect(report.files[0]?.statements).toEqual([
      expect.objectContaining({
        verdict: "broken",
        breaks: 2,
        firstBreak: expect.objectContaining({
          kind: "balanceEdited",
          isCertain: true,
          row: 7,
          expectedFen: "145950",
          foundFen: "945950",
        }),
      }),
    ]);
    expect(report.files[0]?.statements?.[0]?.firstBreak?.en).toContain("row 7");
  });

  it("as text, newest first, with signed amounts, are the same", async () => {
    const lines = rowsFrom(1000)
      .toReversed()
      .map(
        (row) =>
          `2024/3/${(row[3] as Date).getUTCDate()},${row[4] === "借" ? "-" : ""}${row[5] === "" ? row[6] : row[5]},"${row[11]}",${row[10]},货款\n`,
      );
    const text = `交易流水查询\n账号:6222000000000000009,户名:测试甲厂\n交易日期,交易金额,余额,对方户名,摘要\n${lines.join("")}`;
    const report = await load("signed", [fileOf("T1_a.csv", text, null)]);
    expect(countsOf(report)).toEqual([["statement-signed", 5, 5, 0, 0]]);
    expect(report.files[0]?.statements?.[0]).toMatchObject({
      account: "6222000000000000009",
      verdict: "continuous",
      openingFen: "100000",
      closingFen: "242625",
    });
  });
});
