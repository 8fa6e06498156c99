import { addDays, type BusinessDay, isWorkingDay } from "#kernel";
import { designChoice } from "./design-choice.ts";
import type { AlertLevel } from "./rule.ts";
import type { WatchedEnterprise } from "./watch-store.ts";

/** Working days to settle an alert, by level. */
export const deadlineParameters = {
  red: designChoice("deadline.red", 2, "working days", {
    zh: "红色预警的处置时限（工作日）",
    en: "Working days to settle a red alert",
  }),
  orange: designChoice("deadline.orange", 5, "working days", {
    zh: "橙色预警的处置时限（工作日）",
    en: "Working days to settle an orange alert",
  }),
  yellow: designChoice("deadline.yellow", 10, "working days", {
    zh: "黄色预警的处置时限（工作日）",
    en: "Working days to settle a yellow alert",
  }),
};

/** The day by which an alert of this level must be settled; counted from the working day after `from`. */
export function deadlineOf(level: AlertLevel, from: BusinessDay): BusinessDay {
  let day = from;
  for (let left = deadlineParameters[level].value; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

/** Graver alerts go to the post-loan manager (贷后), yellow ones to the account manager (客户经理), if there is one. */
export function ownerOf(
  level: AlertLevel,
  { accountManagerId, postLoanManagerId }: Pick<WatchedEnterprise, "accountManagerId" | "postLoanManagerId">,
): string | null {
  return level === "yellow"
    ? (accountManagerId ?? postLoanManagerId)
    : (postLoanManagerId ?? accountManagerId);
}

/** Roles whose people can have an alert. */
export const handlingRoles: readonly string[] = ["accountManager", "postLoanManager", "riskOfficer"];
