import type { PartyServices } from "#access";
import type { FundServices } from "#compensation";
import type { ConsentServices } from "#consent";
import type { ExpertCardServices } from "#models";
import type {
  CustomerServices,
  DeviceServices,
  ImportServices,
  IndexServices,
  PipeAlarmServices,
  ProfileServices,
  ProvenanceServices,
  ShadowServices,
  StudioServices,
} from "#flow";
import type { IntakeServices } from "./intake-services.ts";
import type { LendingServices, LoanBookServices } from "#lending";
import type { DocumentServices } from "#report";
import type { WatchServices } from "#watch";
import type { LogServices } from "#witness";

/** What each area of the house needs to serve its pages, one field an area. */
export interface AreaServices {
  readonly parties: PartyServices;
  readonly consent: ConsentServices;
  readonly devices: DeviceServices;
  readonly intake: IntakeServices;
  readonly provenance: ProvenanceServices;
  readonly profile: ProfileServices;
  readonly indices: IndexServices;
  readonly pipeAlarms: PipeAlarmServices;
  readonly loanBook: LoanBookServices;
  readonly imports: ImportServices;
  readonly documents: DocumentServices;
  readonly watch: WatchServices;
  readonly expertCard: ExpertCardServices;
  readonly studio: StudioServices;
  readonly lending: LendingServices;
  readonly fund: FundServices;
  readonly shadow: ShadowServices;
  readonly customers: CustomerServices;
  readonly log: LogServices;
}
