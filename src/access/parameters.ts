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

/** How often the newest hash of each audit trail is sealed in the log; it is once more when the server stops. */
export const auditSealMinutes = defineParameter({
  id: "access.auditSealMinutes",
  value: 60,
  unit: "minutes",
  effectiveFrom: "2026-11-22",
  origin: "designChoice",
  zh: "审计记录链尾存证的间隔；本系统设定",
  en: "Interval at which the newest hash of the audit trails is sealed; our own choice",
});
