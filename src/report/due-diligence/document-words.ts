/** Kinds of business documents by the names that a bank uses. */
export const documentWords: Readonly<Record<string, string>> = {
  salesOrder: "销售订单",
  purchaseOrder: "采购订单",
  delivery: "发货单",
  receiptOfGoods: "入库单",
  stock: "库存",
  voucher: "记账凭证",
  ledgerBalance: "科目余额",
  statementLine: "财务报表项目",
  taxReturn: "纳税申报",
  taxCredit: "纳税信用",
  registryExtract: "登记摘录",
};
