import type { AreaServices } from "#http";
import { composeConsent } from "./consent.ts";
import { composeCustomers } from "./customers.ts";
import { composeDevices } from "./devices.ts";
import { composeDocuments } from "./documents.ts";
import { composeExpertCard } from "./expert-card.ts";
import type { Foundation } from "./foundation.ts";
import { composeFund } from "./fund.ts";
import { composeIntake } from "./intake.ts";
import { composeImports } from "./imports.ts";
import { composeLending } from "./lending.ts";
import { composeLog } from "./log.ts";
import { composeLoanBook } from "./loan-book.ts";
import { composeParties } from "./parties.ts";
import { composeIndices, composeProfile } from "./profile.ts";
import { composePipeAlarms, composeProvenance } from "./provenance.ts";
import { composeStudio } from "./studio.ts";
import { composeShadow } from "./shadow.ts";
import { composeWatch } from "./watch.ts";

/** Opens every area, each on those before it. */
export async function composeAreas(foundation: Foundation): Promise<AreaServices> {
  const parties = await composeParties(foundation);
  const consent = await composeConsent(foundation, { parties });
  const devices = await composeDevices(foundation, { parties });
  const intake = await composeIntake(foundation, { devices });
  const imports = await composeImports(foundation);
  const provenance = composeProvenance(foundation, { devices });
  const profile = composeProfile(foundation);
  const indices = composeIndices(foundation);
  const pipeAlarms = composePipeAlarms(foundation, { devices });
  const loanBook = await composeLoanBook(foundation);
  const watch = await composeWatch(foundation, { consent, loanBook, devices });
  const expertCard = await composeExpertCard(foundation, { consent });
  const studio = await composeStudio(foundation, { consent });
  const documents = await composeDocuments(foundation, { consent, loanBook, watch });
  const lending = await composeLending(foundation, { consent, loanBook });
  const fund = await composeFund(foundation, { consent, loanBook });
  const shadow = await composeShadow(foundation, { consent, loanBook, watch });
  const customers = await composeCustomers(foundation, { consent, loanBook, watch });
  const log = composeLog(foundation);
  return {
    parties,
    consent,
    devices,
    intake,
    imports,
    provenance,
    profile,
    indices,
    pipeAlarms,
    loanBook,
    watch,
    expertCard,
    studio,
    documents,
    lending,
    fund,
    shadow,
    customers,
    log,
  };
}
