import type { ProjectedBatch, ProjectedTelemetry } from "#collect";

/** Leaves that were just stored, with what of them counts. */
export interface StoredGroup {
  readonly firstPlatformIndex: number;
  readonly platformIndex: number;
  readonly batches: readonly ProjectedBatch[];
  readonly telemetry: readonly ProjectedTelemetry[];
}

/** Whoever keeps something that follows from the observations. */
export interface ProjectionListener {
  /** Called when the group is visible, in platform order. */
  readonly stored: (group: StoredGroup) => void;
  /** Rows may be gone, or came by another way: nothing that was kept holds any more. */
  readonly forgotten: () => void;
}
