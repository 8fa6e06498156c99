/** A tile of hashes, or with `entries` an entry bundle. @source C2SP tlog-tiles */
export interface LogTile {
  readonly level: number | "entries";
  readonly index: number;
  /** 1 … 256. */
  readonly width: number;
}

/** An entry with its inclusion proof. */
export interface ProvedLeaf {
  readonly index: number;
  /** The exact bytes of the entry. */
  readonly entry: Uint8Array;
  readonly proof: readonly Uint8Array[];
  /** The signed note that it leads to. */
  readonly checkpoint: string;
}

/**
 * Port: one log, platform or private, as tlog-tiles serves it. Everything is of the state that the last platform
 * checkpoint covers, or an earlier one; what came after is not shown. Null where the log or the part is not there.
 */
export interface LogReader {
  /**
   * The newest checkpoint of a log. The platform log's carries cosignatures where they reached a quorum, as long as
   * `isNewest` does not ask for the newest signed one; a private log's is signed under its own name.
   */
  checkpoint(origin: string, options?: { readonly isNewest?: boolean }): Promise<string | null>;
  tile(origin: string, tile: LogTile): Promise<Uint8Array | null>;
  prove(origin: string, index: number): Promise<ProvedLeaf | null>;
  /** RFC 9162 proof from one size to another, both above 0; null where a size lies beyond the checkpoint. */
  consistency(
    origin: string,
    sizes: { readonly from: number; readonly to: number },
  ): Promise<readonly Uint8Array[] | null>;
}
