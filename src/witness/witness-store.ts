/**
 * Port: what a witness must never forget. Durability: `write` returns when the note survives a power cut, and a crash
 * leaves the old or the new one whole; a witness that loses its store must retire its key. Concurrency: one process
 * at a time has the store; all calls are synchronous, so that checking and writing are one step.
 */
export interface WitnessStore {
  /** The last cosigned note of a log, as written; null before the first. */
  read(origin: string): string | null;
  write(origin: string, note: string): void;
  /** Keeps a signed note that contradicts the one it cosigned, the first of a log only. */
  keepFork(origin: string, note: string): void;
  /** The note kept by `keepFork`. */
  readFork(origin: string): string | null;
  close(): void;
}
