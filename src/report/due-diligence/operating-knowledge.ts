import type { Coupling } from "#association";
import type { Authenticity, FiveFlows } from "#crosscheck";
import type { StreamName } from "#operations";
import type {
  ChainGraph,
  Concentration,
  EnterpriseProfile,
  JudgedLifeStage,
  KnockOut,
  ProxyBalance,
} from "#profile";

/**
 * What the operating streams say of an enterprise as of the report's T and N, without classes that may not be read. It is
 * worked out again from the log whenever the report is made again.
 */
export interface OperatingKnowledge {
  readonly profile: EnterpriseProfile;
  readonly lifeStage: JudgedLifeStage | null;
  readonly proxy: ProxyBalance;
  readonly authenticity: Authenticity;
  readonly flows: FiveFlows;
  readonly couplings: readonly Coupling[];
  readonly chain: {
    readonly graph: ChainGraph;
    readonly customers: Concentration;
    readonly suppliers: Concentration;
    /** What follows when the largest customer stops. */
    readonly knockOut: KnockOut | null;
  };
  /** Rows of each stream that were read. */
  readonly rows: Readonly<Record<StreamName, number>>;
}
