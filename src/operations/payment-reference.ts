/** 订单 or 发票 (or contract), perhaps 号 and a colon, then a number of at least four letters, digits and hyphens. */
const named = /(?:订单|发票|合同)(?:编号|号码|号)?[::]?\s*([A-Za-z0-9][A-Za-z0-9-]{3,39})/;

/**
 * Number of the order or invoice that a payment's purpose names (`货款 订单号SO2403-0012`); empty where it names none. Of
 * several the first counts.
 */
export function paymentReference(purpose: string): string {
  return named.exec(purpose)?.[1] ?? "";
}
