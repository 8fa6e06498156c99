import { useState } from "react";
import { formatInstant } from "../../figures/format-time.ts";

/** The calendar day in Asia/Shanghai on which the page was opened, `YYYY-MM-DD`. */
export function useToday(): string {
  const [today] = useState(() => formatInstant(Date.now()).slice(0, 10));
  return today;
}
