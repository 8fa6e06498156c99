import { defineParameter } from "#kernel";

/** How long a person has to follow an invitation. */
export const invitationDays = defineParameter({
  id: "access.invitationDays",
  value: 7,
  unit: "days",
  effectiveFrom: "2026-11-22",
  origin: "designChoice",
  zh: "邀请链接的有效天数；本系统设定",
  en: "Days for which an invitation can be followed; our own choice",
});
