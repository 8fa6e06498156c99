import type { DataClass } from "#consent";
import type { Coupling } from "#association";
import type { Authenticity, FiveFlows, PeerComparison, ReconciledOrder } from "#crosscheck";
import type { DayFigures } from "#indicators";
import type { BusinessDay } from "#kernel";
import type { MasterRow } from "#operations";
import type {
  ChainGraph,
  Concentration,
  ConnectionReport,
  EnterpriseProfile,
  EnterpriseTwin,
  JudgedLifeStage,
  KnockOut,
  OperatingStreams,
  ProxyBalance,
  RetrofitCost,
  SankeyFlows,
  Valuation,
} from "#profile";
import type { LastArrival } from "../live/seed-source.ts";

/** Whose streams are read, as of which day and place of the log, and what of them may be read. */
export interface ProfileRead {
  readonly enterpriseId: string;
  /** Today when left out. */
  readonly asOf?: BusinessDay | undefined;
  /** The newest place of the log when left out. */
  readonly knownAt?: number | undefined;
  readonly classes: ReadonlySet<DataClass>;
}

/** T and N of an answer, and the classes that were withheld from it. */
export interface KnownFrame {
  readonly enterpriseId: string;
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly withheld: readonly DataClass[];
}

/** Everything that the streams of one enterprise say of it. */
export interface KnownEnterpriseProfile {
  readonly master: MasterRow | null;
  readonly profile: EnterpriseProfile;
  readonly lifeStage: JudgedLifeStage | null;
  readonly proxy: ProxyBalance;
  readonly authenticity: Authenticity;
  readonly couplings: readonly Coupling[];
  readonly valuation: Valuation;
}

export interface KnownChain {
  readonly graph: ChainGraph;
  readonly customers: Concentration;
  readonly suppliers: Concentration;
  readonly knockOut: KnockOut | null;
  /** Of the graph's enterprises those that the reader knows, the enterprise itself first. */
  readonly enterpriseIds: readonly string[];
}

export interface OrderFilter {
  readonly verdict?: ReconciledOrder["verdict"] | undefined;
  readonly direction?: ReconciledOrder["direction"] | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface KnownFlows {
  readonly summary: FiveFlows;
  readonly total: number;
  readonly items: readonly ReconciledOrder[];
  readonly sankey: SankeyFlows;
}

export interface KnownPeers {
  readonly division: string | null;
  readonly size: string | null;
  readonly figures: readonly PeerComparison[];
}

/** How the factory runs now, with the same weekday a week before; null where no machine or meter told anything. */
export interface KnownToday extends KnownFrame {
  readonly figures: DayFigures | null;
  readonly before: DayFigures | null;
  /** When the newest reading of the last days was observed, and when one was last received. */
  readonly last: LastArrival | null;
}

/** What the pages of one enterprise's portrait show. A basis is the caller's business. */
export interface ProfileServices {
  profile(read: ProfileRead): Promise<KnownFrame & KnownEnterpriseProfile>;
  twin(read: ProfileRead): Promise<KnownFrame & { readonly twin: EnterpriseTwin }>;
  /**
   * @param wish.knockOut  the node that stops; the largest customer when left out
   * @param wish.registered  enterprises that the reader knows by name, with their ids
   */
  chain(
    read: ProfileRead,
    wish: {
      readonly knockOut?: string | undefined;
      readonly registered: ReadonlyMap<string, string>;
    },
  ): Promise<KnownFrame & KnownChain>;
  flows(read: ProfileRead, filter: OrderFilter): Promise<KnownFrame & KnownFlows>;
  /** @returns hours: average watt-hours of each hour of the day; null where readings are by day alone */
  streams(
    read: ProfileRead,
    days: number,
  ): Promise<KnownFrame & { readonly streams: OperatingStreams; readonly hours: readonly number[] | null }>;
  /** The figures of the newest day on which machines or meters told anything, as what arrives changes them. */
  today(read: ProfileRead): Promise<KnownToday>;
  /** Called when something came of the enterprise. @returns what ends it */
  watchToday(enterpriseId: string, changed: () => void): () => void;
  /** Among enterprises of its industry and size, told only where there are enough of them. */
  peers(read: ProfileRead): Promise<KnownFrame & KnownPeers>;
  connectionReport(
    read: ProfileRead,
    retrofit: RetrofitCost | null,
  ): Promise<KnownFrame & { readonly report: ConnectionReport }>;
}
