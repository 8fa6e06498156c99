/** Kinds of business documents by the names that a bank uses. */
export const documentWords: Readonly<Record<string, string>> = {
  salesOrder: "销售订单",
  purchaseOrder: "采购订单",
  delivery: "发货单",
  receiptOfGoods: "入库单",
  stock: "库存",
  voucher: "记账凭证",
  financialStatement: "财务报表",
};
