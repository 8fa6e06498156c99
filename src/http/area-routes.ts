import { auditRoutes } from "./audit.routes.ts";
import { batchesRoutes } from "./batches.routes.ts";
import { consentRoutes } from "./consent.routes.ts";
import { customersRoutes } from "./customers.routes.ts";
import { devicesRoutes } from "./devices.routes.ts";
import { documentsRoutes } from "./documents.routes.ts";
import { expertCardRoutes } from "./expert-card.routes.ts";
import { fundRoutes } from "./fund.routes.ts";
import { importsRoutes } from "./imports.routes.ts";
import { industriesRoutes } from "./industries.routes.ts";
import { intakeRoutes } from "./intake.routes.ts";
import { lendingRoutes } from "./lending.routes.ts";
import { logRoutes } from "./log.routes.ts";
import { loanBookRoutes } from "./loan-book.routes.ts";
import { partiesRoutes } from "./parties.routes.ts";
import { pipeAlarmRoutes } from "./pipe-alarm.routes.ts";
import { indicesRoutes } from "./indices.routes.ts";
import { profileRoutes } from "./profile.routes.ts";
import { provenanceRoutes } from "./provenance.routes.ts";
import { scorecardProjectRoutes } from "./scorecard-project.routes.ts";
import { scorecardVersionRoutes } from "./scorecard-version.routes.ts";
import { shadowRoutes } from "./shadow.routes.ts";
import { taskRoutes } from "./task.routes.ts";
import { todayRoutes } from "./today.routes.ts";
import { watchRoutes } from "./watch.routes.ts";

/** The routes of all areas, in the order in which the data flows. */
export const areaRoutes = [
  partiesRoutes,
  consentRoutes,
  devicesRoutes,
  industriesRoutes,
  batchesRoutes,
  intakeRoutes,
  pipeAlarmRoutes,
  provenanceRoutes,
  profileRoutes,
  todayRoutes,
  indicesRoutes,
  loanBookRoutes,
  importsRoutes,
  documentsRoutes,
  watchRoutes,
  expertCardRoutes,
  scorecardProjectRoutes,
  scorecardVersionRoutes,
  lendingRoutes,
  fundRoutes,
  shadowRoutes,
  customersRoutes,
  taskRoutes,
  auditRoutes,
  logRoutes,
] as const;
