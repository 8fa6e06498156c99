import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { findHeader } from "./find-header.ts";
import { defaultReadLimits } from "./limits.ts";
import { builtInMappings } from "./mapping.ts";

const layoutOf = (header: string): string => {
  const columns = header.split(",").map((column) => column.trim());
  const rows = [{ columns, delimiter: "," }];
  const found = findHeader(rows, "utf-8", null, builtInMappings(), defaultReadLimits);
  return found.kind === "found" ? found.layout.id : found.fault.sentence("en");
};

/** The headers of banks as the document for users states them. */
const stated = [
  ...readFileSync(join(import.meta.dirname, "../../docs/readers.md"), "utf8").matchAll(
    /^\| `(statement-[a-z]+|energy-bill-[a-z-]+)`[^|]*\| ([^|]+?) (?:\([^|]*\) )?\|$/gm,
  ),
].map(([, id = "", header = ""]) => [id, header.replace(/[()]/g, "").replace(/ .*$/, "")] as const);

it("knows every statement and bill of docs/readers.md by its header", () => {
  expect(stated.length).toBe(10);
  for (const [id, header] of stated) expect(layoutOf(header), header).toBe(id);
});

it.each([
  [
    "tax-invoice-lines",
    "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,税收分类编码,特定业务类型,货物或应税劳务名称,规格型号,单位,数量,单价,金额,税率,税额,价税合计,发票来源,发票票种,发票状态,是否正数发票,发票风险等级,开票人,备注",
  ],
  [
    "tax-invoice-basics",
    "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,金额,税额,价税合计,发票来源,发票票种,发票状态,是否正数发票,发票风险等级,开票人,备注",
  ],
  [
    "statement-ccb",
    "账号,账户名称,交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额,币种,对方户名,对方账号",
  ],
  [
    "statement-boc",
    "交易类型[ Transaction Type ],付款人账号[ Debit Account No. ],付款人名称[ Payer's Name ],收款人账号[ Payee's Account Number ],收款人名称[ Payee's Name ],交易日期[ Transaction Date ],交易时间[ Transaction time ],交易金额[ Trade Amount ],交易后余额[ After-transaction balance ]",
  ],
  [
    "kingdee-sales-order",
    "单据编号,日期,客户,物料编码,物料名称,规格型号,销售单位,销售数量,含税单价,价税合计,单据状态",
  ],
  [
    "yonyou-sales-order",
    "订单号,订单日期,客户名称,存货编码,存货名称,规格型号,主计量,数量,含税单价,无税金额,税额,价税合计",
  ],
  ["kingdee-purchase-order", "单据编号,采购日期,供应商,物料编码,物料名称,采购单位,采购数量,价税合计"],
  ["yonyou-purchase-order", "订单编号,单据日期,供应商,存货编码,存货,计量单位,数量,含税金额"],
  ["kingdee-delivery", "单据编号,日期,客户,物料编码,物料名称,库存单位,实发数量,价税合计"],
  ["yonyou-delivery", "发货单号,发货日期,客户简称,存货编码,存货名称,主计量,数量,价税合计"],
  ["receipt-of-goods", "单据编号,日期,供应商,物料编码,物料名称,库存单位,实收数量,价税合计"],
  ["receipt-of-goods", "入库单号,入库日期,供应商简称,存货编码,存货名称,主计量单位,入库数量,本币金额"],
  [
    "stock-summary",
    "物料代码,物料名称,规格型号,单位,期初结存数量,期初结存金额,本期收入数量,本期收入金额,本期发出数量,本期发出金额,期末结存数量,期末结存金额",
  ],
  [
    "trial-balance",
    "科目代码,科目名称,期初借方,期初贷方,本期借方,本期贷方,本年累计借方,本年累计贷方,期末借方,期末贷方",
  ],
  ["voucher", "日期,凭证字号,摘要,科目代码,科目名称,借方金额,贷方金额,制单人"],
  ["voucher", "制单日期,凭证号数,摘要,科目编码,科目名称,借方,贷方"],
  ["financial-statement", "项目,行次,期末余额,年初余额"],
  ["financial-statement", "项目,行次,本期金额,本年累计金额"],
  [
    "registry-extract",
    "统一社会信用代码,企业名称,法定代表人,注册资本(万元),成立日期,登记状态,所属行业,登记机关",
  ],
  ["tax-return", "纳税人识别号,税种,税款所属期止,销售额,应纳税额,实缴税额"],
  ["tax-credit", "纳税人识别号,评价年度,纳税信用等级"],
  ["enterprise-list", "企业代号,企业名称,信誉评级,是否违约"],
])("takes %s for what it is", (id, header) => {
  expect(layoutOf(header)).toBe(id);
});
