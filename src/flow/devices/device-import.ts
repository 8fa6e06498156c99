import type { OwnerInvitation } from "#consent";
import type { deviceSheets, DeviceTables, SavedElements, SheetNote } from "#registry";

export interface DeviceImportRequest {
  readonly dataset: string;
  readonly tables: DeviceTables;
  readonly isDryRun: boolean;
}

/** A one-time code of a collector that the workbook registered. */
export interface MadeCode {
  readonly enterprise: string;
  readonly collector: string;
  readonly collectorId: string;
  readonly elements: readonly string[];
  readonly code: string;
  readonly expiresAtMs: number;
}

/** What became of a workbook: with any problem nothing was registered. */
export interface DeviceImport {
  readonly isDryRun: boolean;
  readonly problems: readonly SheetNote[];
  readonly warnings: readonly SheetNote[];
  /** Rows of each sheet that were read. */
  readonly rows: Readonly<Record<keyof typeof deviceSheets, number>>;
  readonly enterprises: { readonly registered: number; readonly known: number };
  readonly elements: SavedElements;
  readonly collectors: { readonly registered: number; readonly known: number };
  /** Devices behind gateways that were claimed for an element, and those that were before. */
  readonly claims: { readonly added: number; readonly known: number };
  readonly codes: readonly MadeCode[];
  readonly invitations: readonly OwnerInvitation[];
}
