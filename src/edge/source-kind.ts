import type { z } from "zod";
import type { ChannelMap } from "./channel-map.ts";
import type { Source } from "./source.ts";

/** What every source's configuration has besides its own members. `id` names it within the collector. */
export interface SourceConfig {
  readonly id: string;
  readonly kind: string;
  /** Empty for a source of events alone. */
  readonly channels: readonly ChannelMap[];
}

/** Where a source keeps what it must not forget, and where the paths of its configuration begin. */
export interface SourcePlace {
  /** The collector's own folder; a source writes only below `sources/<kind>` in it. */
  readonly stateDirectory: string;
  /** Folder of the configuration file: relative paths in it start here. */
  readonly configurationDirectory: string;
}

/**
 * A kind of source: its configuration's schema, and where its code is. The schema must load without the
 * source's packages, because `check` and `run` read all schemas and load only the sources in use.
 */
export interface SourceKind<Config extends SourceConfig = SourceConfig> {
  /** A strict object with `id`, `kind` (a literal) and `channels` (`channelMapSchema.extend(address)` each). */
  readonly schema: z.ZodType<Config>;
  /** Whether it reads again, after a stop, what came meanwhile: then a stop of the collector is no gap of it. */
  readonly isReplayable: boolean;
  /** Whether whoever gave it the data waits for the disk: then a group is written sooner. */
  readonly isAwaited: boolean;
  load(place: SourcePlace): Promise<Source<Config>>;
}

/** Ties a kind's schema to its source in the type, and forgets the configuration's type for the registry. */
export function defineSourceKind<Config extends SourceConfig>(kind: SourceKind<Config>): SourceKind {
  return kind as unknown as SourceKind;
}
