import type { Actor } from "#access";
import type { BusinessDay, EpochMs, ReportProgress } from "#kernel";
import type {
  CollectorCard,
  CollectorEvent,
  ElementHistory,
  ElementKind,
  ElementQuery,
  FoundAsset,
  RefreshedDirectory,
  RegisteredElement,
  SavedElements,
  TwinData,
  TwinVersion,
} from "#registry";
import type { EnrolmentAnswer, EnrolmentRequest, RotationAnswer, RotationRequest } from "#telemetry";
import type { DeviceImport, DeviceImportRequest } from "./device-import.ts";

/** What the pages, commands and devices need of the registry of elements and collectors, passed in. */
export interface DeviceServices {
  /** The collectors of all parties, for the ways in. */
  readonly directory: RefreshedDirectory;
  readonly elements: ElementServices;
  readonly collectors: CollectorServices;
  readonly assets: AssetServices;
  /** A device enrols by its one-time code. See `enrolCollector` for the faults. */
  enrol(request: EnrolmentRequest): Promise<EnrolmentAnswer>;
  /** A device changes its key. See `rotateCollectorKey` for the faults. */
  rotate(collectorId: string, request: RotationRequest): Promise<RotationAnswer>;
  /** Registers a workbook, or says what is wrong with it. See `importDevices`. */
  importTables(actor: Actor, wanted: DeviceImportRequest, onProgress?: ReportProgress): Promise<DeviceImport>;
}

/** A change of a twin, or a new element. */
export interface WantedElement {
  readonly enterpriseId: string;
  readonly kind: ElementKind;
  readonly code: string;
  readonly validFrom: BusinessDay;
  readonly data: TwinData;
}

export interface ElementServices {
  list(
    actor: Actor,
    query: Pick<ElementQuery, "enterpriseIds" | "kinds"> & Partial<Pick<ElementQuery, "on" | "knownAtMs">>,
  ): Promise<readonly RegisteredElement[]>;
  /** Of these enterprises those that the actor's party keeps; of others it needs a basis to read. */
  kept(actor: Actor, enterpriseIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** @throws REGISTRY_ELEMENT_NOT_FOUND */
  find(actor: Actor, elementId: string): Promise<ElementHistory>;
  /** @throws REGISTRY_ENTERPRISE_NOT_KEPT, REGISTRY_ELEMENT_WRONG, REGISTRY_ELEMENT_KIND, REGISTRY_ELEMENT_OF_OTHERS */
  save(actor: Actor, elements: readonly WantedElement[]): Promise<SavedElements>;
  /**
   * Adds a version to a twin.
   * @param wanted.after  the newest version that the person saw
   * @throws REGISTRY_ELEMENT_NOT_FOUND, REGISTRY_ELEMENT_WRONG, REGISTRY_VERSION_RACE
   */
  change(
    actor: Actor,
    elementId: string,
    wanted: { readonly after: number; readonly validFrom: BusinessDay; readonly data: TwinData },
  ): Promise<TwinVersion>;
}

/** A collector that was registered, with its secret, which is shown this once. */
export interface MadeCollector {
  readonly collector: CollectorCard;
  readonly code: { readonly text: string; readonly expiresAtMs: EpochMs } | null;
  /** Bearer token of a gateway that signs nothing. */
  readonly token: string | null;
}

export interface WantedCollector {
  readonly enterpriseId: string;
  readonly name: string;
  readonly elementIds: readonly string[];
  readonly messagesPerSecond: number | null;
}

export interface WantedGateway {
  readonly name: string;
  readonly sparkplug: { readonly group: string; readonly node: string } | null;
  /** With a token it sends at once; without, a device of it enrols a key. */
  readonly hasToken: boolean;
  readonly messagesPerSecond: number | null;
}

/** Which device behind a gateway is which element of an enterprise. */
export interface WantedClaim {
  /** Sparkplug device (the node itself for what it reports of its own), or element code in JSON messages. */
  readonly code: string;
  readonly elementId: string;
}

export interface CollectorServices {
  list(actor: Actor, enterpriseId?: string): Promise<readonly CollectorCard[]>;
  /** @throws REGISTRY_COLLECTOR_NOT_FOUND */
  find(actor: Actor, collectorId: string): Promise<CollectorCard>;
  listEvents(actor: Actor, collectorId: string): Promise<readonly CollectorEvent[]>;
  register(actor: Actor, wanted: WantedCollector): Promise<MadeCollector>;
  registerGateway(actor: Actor, wanted: WantedGateway): Promise<MadeCollector>;
  /** A further one-time code, after a loss; earlier ones are void. */
  renewCode(actor: Actor, collectorId: string): Promise<MadeCollector>;
  claim(actor: Actor, collectorId: string, claims: readonly WantedClaim[]): Promise<CollectorCard>;
  unclaim(actor: Actor, collectorId: string, codes: readonly string[]): Promise<CollectorCard>;
  quarantine(actor: Actor, collectorId: string, reason: string): Promise<CollectorCard>;
  /** By another person than the one who put it into quarantine. */
  release(actor: Actor, collectorId: string, reason: string): Promise<CollectorCard>;
  revoke(actor: Actor, collectorId: string, reason: string): Promise<CollectorCard>;
}

/** How much of what is stored is of something in the registry. */
export interface AssetCoverage {
  readonly readings: number;
  /** Of assets that no element is registered for. */
  readonly orphanReadings: number;
  readonly assets: number;
  readonly orphans: readonly FoundAsset[];
}

export interface AssetServices {
  /** When each asset's newest stored reading ends, by `enterprise id, line feed, asset`. */
  lastReadings(enterpriseIds: readonly string[]): Promise<ReadonlyMap<string, EpochMs>>;
  coverage(actor: Actor): Promise<AssetCoverage>;
  /** Registers every found asset as a machine or, where it sends energy only, a meter. */
  registerFound(actor: Actor): Promise<SavedElements>;
}
