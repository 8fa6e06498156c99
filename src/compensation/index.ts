export type { FundServices } from "./fund-services.ts";
