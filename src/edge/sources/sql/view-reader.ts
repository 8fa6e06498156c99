/** A row of the view: every column as the database writes it as text; null where it has nothing. */
export type ViewRow = Readonly<Record<string, string | null>>;

/** Where a page begins. */
export interface PageStart {
  readonly watermark: string;
  /** Null: from this watermark on; else after this row. */
  readonly tie: string | null;
}

/**
 * Port of a database: reads the configured view and nothing else, in transactions that may not write.
 * Errors are the driver's own.
 */
export interface ViewReader {
  page(start: PageStart | null): Promise<readonly ViewRow[]>;
  /** Columns of the view; empty where there is no such view for this user. */
  columns(): Promise<readonly string[]>;
  /** What the user may do to the view besides reading it. */
  writeRights(): Promise<readonly string[]>;
  close(): Promise<void>;
}
