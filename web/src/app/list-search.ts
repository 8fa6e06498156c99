import type { Decision } from "../api/types.ts";

/** The list's state lives in the address, so that it can be shared and survives a reload. */
export interface ListSearch {
  readonly search?: string | undefined;
  readonly grade?: string | undefined;
  readonly decision?: Decision | undefined;
  readonly sort?: "score" | "pd" | "amountFen" | "annualRatePpm" | "code" | "name" | undefined;
  readonly order?: "asc" | "desc" | undefined;
  readonly page?: number | undefined;
  readonly size?: number | undefined;
}
