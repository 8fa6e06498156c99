import { capacityIndicators } from "../capacity/capacity-indicators.ts";
import { cashIndicators } from "../cash/cash-indicators.ts";
import { loanIndicators } from "../credit/loan-indicators.ts";
import { customerIndicators } from "../customers/customer-indicators.ts";
import { productIndicators } from "../customers/product-indicators.ts";
import { deviceIndicators } from "../devices/device-indicators.ts";
import { energyUseIndicators } from "../energy-use/energy-use-indicators.ts";
import { mediaIndicators } from "../energy-use/media-indicators.ts";
import { deliveryIndicators } from "../orders/delivery-indicators.ts";
import { orderBookIndicators } from "../orders/order-book-indicators.ts";
import { designIndicators } from "../people/design-indicators.ts";
import { workforceIndicators } from "../people/workforce-indicators.ts";
import { outputIndicators } from "../production/output-indicators.ts";
import { runIndicators } from "../production/run-indicators.ts";
import { useIndicators } from "../production/use-indicators.ts";
import { customsIndicators } from "../public/customs-indicators.ts";
import { registryIndicators } from "../public/registry-indicators.ts";
import { statementIndicators } from "../public/statement-indicators.ts";
import { taxIndicators } from "../public/tax-indicators.ts";
import { settlementIndicators } from "../settlement/settlement-indicators.ts";
import { stockIndicators } from "../stock/stock-indicators.ts";
import type { OperatingIndicator } from "./operating-indicator.ts";

/** Indicators over operating streams, family by family; the order is stable within a version. */
export const operatingIndicators: readonly OperatingIndicator[] = [
  ...deviceIndicators,
  ...useIndicators,
  ...outputIndicators,
  ...runIndicators,
  ...energyUseIndicators,
  ...mediaIndicators,
  ...orderBookIndicators,
  ...deliveryIndicators,
  ...customerIndicators,
  ...productIndicators,
  ...capacityIndicators,
  ...stockIndicators,
  ...settlementIndicators,
  ...cashIndicators,
  ...taxIndicators,
  ...customsIndicators,
  ...registryIndicators,
  ...statementIndicators,
  ...workforceIndicators,
  ...loanIndicators,
  ...designIndicators,
];
