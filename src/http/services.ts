import type { AccessStores } from "#access";
import type { AreaServices } from "./area-services.ts";
import type { Clock, Message } from "#kernel";
import type { EvaluationServices, IdempotencyStore, StoredEvaluation } from "#jobs";
import type { ReadableEnterprises } from "#consent";
import type { EvaluatedEnterprise } from "#report";
import type { z } from "zod";
import type { indicatorSchema, logStatusSchema } from "./reference.schema.ts";
import type { quarantinePageSchema } from "./evaluation.schema.ts";

/** Everything that the routes need, chosen by whoever starts the server. */
export interface HttpServices {
  readonly access: AccessStores;
  readonly jobs: EvaluationServices;
  readonly idempotency: IdempotencyStore;
  readonly knowledge: Knowledge;
  readonly areas: AreaServices;
  readonly sample: SampleServices;
  readonly clock: Clock;
  readonly version: string;
  /** Whether the start is complete; the page is served before it is. */
  readonly status: () => "starting" | "ready" | "stopping";
  /** Where devices find the server's own MQTT broker; null where it has none. */
  readonly mqttPorts: () => { readonly plain: number | null; readonly tls: number | null } | null;
}

/** What the server shows but does not own. */
export interface Knowledge {
  readonly indicators: readonly z.infer<typeof indicatorSchema>[];
  readonly missingReasons: Readonly<Record<string, Message>>;
  readLog(): Promise<z.infer<typeof logStatusSchema>>;
  /** The quarantined rows of an evaluation's files. */
  readQuarantine(
    evaluation: StoredEvaluation,
    page: { offset: number; limit: number },
    readable: ReadableEnterprises,
  ): Promise<z.infer<typeof quarantinePageSchema>>;
  /** The evidence bundle as canonical JSON bytes; null where there is none. */
  readEvidence(evaluation: StoredEvaluation, enterprise: EvaluatedEnterprise): Promise<Uint8Array | null>;
}

/** The simulated pilot of the first start. */
export interface SampleServices {
  /** Null before it was played to its end, or where there is none. */
  read(): SampleTour | null;
  /** A one-time token of a simulated person; null for everybody else. */
  enterAs(accountId: string): string | null;
}

/** Who acts in the simulated pilot, and where the story of its borrower in trouble can be seen. */
export interface SampleTour {
  readonly people: readonly {
    readonly key: string;
    readonly partyId: string;
    readonly accountId: string;
  }[];
  readonly places: {
    readonly enterpriseName: string;
    readonly enterpriseId: string;
    readonly reportId: string | null;
    readonly alertId: string | null;
    readonly loanId: string | null;
    readonly claimId: string | null;
  } | null;
}

/** What the operator of a server decides; sizes in bytes. */
export interface HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly uploadFileBytes: number;
  readonly uploadBytes: number;
  readonly uploadFiles: number;
  /** The built web app; null serves the API alone. */
  readonly webDirectory: string | null;
}
