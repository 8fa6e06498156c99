/** Files in the layouts of the tax bureau, written for the tests: numbers, names and codes belong to nobody. */
export const lineHeader =
  "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,税收分类编码,特定业务类型,货物或应税劳务名称,规格型号,单位,数量,单价,金额,税率,税额,价税合计,发票来源,发票票种,发票状态,是否正数发票,发票风险等级,开票人,备注".split(
    ",",
  );

export const seller = { code: "91330000TEST000017", name: "测试甲厂（测试用）" };
export const buyer = { code: "91330000TEST000025", name: "测试乙公司（测试用）" };

export interface TestLine {
  readonly number: string;
  readonly net: number;
  readonly tax: number;
  readonly status?: string;
  readonly remark?: string;
  readonly day?: string;
  readonly oldCode?: string;
}

/** A row of 信息汇总表. */
export function lineRow({ number, net, tax, status, remark, day, oldCode }: TestLine, index: number) {
  const isElectronic = number.length === 20;
  const gross = Math.round((net + tax) * 100) / 100;
  return [
    index + 1,
    oldCode ?? "",
    isElectronic ? "" : number,
    isElectronic ? number : "",
    seller.code,
    seller.name,
    buyer.code,
    buyer.name,
    day ?? "2024-03-01 10:00:00",
    "1090000000000000000",
    "",
    "*测试*零件",
    "",
    "件",
    1,
    net,
    net,
    "13%",
    tax,
    gross,
    "电子发票服务平台",
    "数电发票（增值税专用发票）",
    status ?? "正常",
    net < 0 ? "否" : "是",
    "正常",
    "测试",
    remark ?? "",
  ];
}

/** The XML of an e-invoice. */
export function invoiceXml(
  number: string,
  lines: readonly (readonly [net: string, tax: string])[],
  red = "",
): string {
  const sum = (at: 0 | 1): string => lines.reduce((total, line) => total + Number(line[at]), 0).toFixed(2);
  const gross = (Number(sum(0)) + Number(sum(1))).toFixed(2);
  return `<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>${number}</EIid></Header><EInvoiceData>
<SellerInformation><SellerIdNum>${seller.code}</SellerIdNum><SellerName>${seller.name}</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>${buyer.code}</BuyerIdNum><BuyerName>${buyer.name}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>${sum(0)}</TotalAmWithoutTax><TotalTaxAm>${sum(1)}</TotalTaxAm><TotalTax-includedAmount>${gross}</TotalTax-includedAmount><RequestTime>2024-03-01 10:00:00</RequestTime></BasicInformation>
${lines.map(([net, tax]) => `<IssuItemInformation><ItemName>*测试*零件 &amp; 配件</ItemName><Amount>${net}</Amount><TaxRate>0.13</TaxRate><ComTaxAm>${tax}</ComTaxAm></IssuItemInformation>`).join("\n")}
${red === "" ? "" : `<RedInvoiceInformation><OriginalInvoiceNumber>${red}</OriginalInvoiceNumber></RedInvoiceInformation>`}
</EInvoiceData><TaxSupervisionInfo><InvoiceNumber>${number}</InvoiceNumber><IssueTime>2024-03-01</IssueTime></TaxSupervisionInfo></EInvoice>`;
}
