import type { Clock, EpochMs } from "#kernel";
import type { Json, JsonObject } from "#seal";

/** What the source itself says of a value. `bad` is not a reading: it is counted and becomes part of a gap. */
export type SampleQuality = "good" | "uncertain" | "bad";

/** One value as the source read it, before scaling. */
export interface Sample {
  /** Code of the element and id of the channel, as in the channel map that the value belongs to. */
  readonly element: string;
  readonly channel: string;
  /** The time that the value is true for; an instant has twice the same. Source time where the source has one. */
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly value: number;
  readonly quality: SampleQuality;
}

/** One business event (order, receipt, delivery …), sealed as one row of canonical JSON. */
export interface SourceEvent {
  readonly atMs: EpochMs;
  readonly row: JsonObject;
}

/** Whether a source delivers. From `down` to the next `up` is a gap in the signed stream. */
export type SourceHealth =
  | { readonly kind: "up" }
  | {
      readonly kind: "down";
      /** A stable word of the source, for example `connectionLost`, `timeout`, `accessDenied`. */
      readonly reason: string;
      /** For a person: what was expected and found. No secret. */
      readonly detail: string;
      /** Elements that it concerns; left out, all elements of the source. */
      readonly elements?: readonly string[];
      /** Since when nothing came, where the source knows it; left out, from now on. */
      readonly sinceMs?: EpochMs;
    };

/**
 * Where a source puts what it reads. `samples` and `events` may be called without waiting; they resolve when what
 * they were given is on the collector's disk. They never reject: what cannot be kept becomes a gap record.
 */
export interface SourceSink {
  /**
   * @param position  where the source goes on after a restart (a file's offset, a table's watermark …). It becomes
   *   durable together with the samples, or not at all; a source without memory gives none.
   */
  samples(samples: readonly Sample[], position?: Json): Promise<void>;
  events(events: readonly SourceEvent[], position?: Json): Promise<void>;
  /** Report changes; saying the same again does nothing. */
  health(health: SourceHealth): void;
  /** Tells a stretch of which something may be missing for ever, though the source can otherwise read again. */
  gap(fromMs: EpochMs, toMs: EpochMs): void;
  /** The last durable position of this source; null before the first. */
  readonly position: Json | null;
  readonly clock: Clock;
}

/** Something wrong with a source, found without changing anything. */
export interface SourceFinding {
  /** Within the source's configuration, for example `["channels", 0, "node"]`. */
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly found: string;
}

/** Something that a channel map could be made of. */
export interface BrowsedNode {
  /** What a channel map calls it. */
  readonly address: string;
  readonly name: string;
  readonly dataType: string | null;
  readonly unit: string | null;
  readonly depth: number;
}

/** What a person compares before trusting it. */
export interface TrustedIdentity {
  readonly subject: string;
  /** SHA-256 (or the protocol's own thumbprint) in hexadecimal. */
  readonly fingerprint: string;
  readonly validToMs: EpochMs;
}

/**
 * Port of everything that a collector reads from. One instance serves one entry of `sources` in the configuration.
 * Parsing of the configuration has happened; values that come from outside have not been looked at yet.
 */
export interface Source<Config> {
  /**
   * Reads until `signal` is aborted, then lets go of everything and resolves. It reconnects by itself for what it
   * can mend; when it rejects, the collector notes that it is down and opens it again after a wait.
   */
  open(config: Config, sink: SourceSink, signal: AbortSignal): Promise<void>;
  /** Whether it can be reached and has what the channel maps name; without side effects on the source. */
  check(config: Config, signal: AbortSignal): Promise<readonly SourceFinding[]>;
  /**
   * Trusts what the source shows of itself now, for example its certificate, after a person compared it; returns
   * what was trusted. Left out where there is nothing to trust.
   */
  trust?(config: Config, signal: AbortSignal): Promise<readonly TrustedIdentity[]>;
  /** What there is to read, where the source can tell, below the address given or from the top. */
  browse?(config: Config, below: string | null, signal: AbortSignal): AsyncIterable<BrowsedNode>;
}
