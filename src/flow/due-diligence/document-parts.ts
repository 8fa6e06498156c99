import type { AuditStore } from "#access";
import type { IndicatorSource } from "#indicators";
import type { EvaluationStore } from "#jobs";
import type { Clock, IdSource } from "#kernel";
import type { Ledger } from "#ledger";
import type { LoanBook } from "#lending";
import type { OperatingSource } from "#operations";
import type {
  AlertRecord,
  DueDiligenceStore,
  EnterpriseRowSource,
  PdfRenderer,
  RegistryRecord,
} from "#report";

/** What making, reading and printing due-diligence reports needs, passed in. */
export interface DocumentParts {
  readonly store: DueDiligenceStore;
  readonly rows: EnterpriseRowSource;
  readonly indicators: IndicatorSource;
  readonly evaluations: EvaluationStore;
  readonly operations: OperatingSource;
  readonly ledger: Ledger;
  readonly book: LoanBook;
  readonly pdf: PdfRenderer;
  readonly audit: AuditStore;
  readonly clock: Clock;
  readonly nextId: IdSource;
  readonly partyName: (partyId: string) => Promise<string>;
  readonly registryOf: (partyId: string, enterpriseId: string) => Promise<RegistryRecord | null>;
  /** Those whose figures come from these classes only. */
  readonly alertsOf: (
    partyId: string,
    enterpriseId: string,
    dataClasses: ReadonlySet<string>,
  ) => Promise<readonly AlertRecord[]>;
}
