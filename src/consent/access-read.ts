import type { EpochMs } from "#kernel";
import type { Basis, DataClass, Purpose } from "./basis.ts";

/** One enterprise of a read that was made or refused, with the basis of each class that was given. */
export interface ReadSubject {
  readonly enterpriseId: string;
  readonly bases: ReadonlyMap<DataClass, Basis>;
}

/** A read for the access log (访问记录): who read what of whom, for what, on which basis, and when. */
export interface AccessRead {
  readonly party: { readonly id: string; readonly name: string };
  /** Null when a program read it, for example a nightly job. */
  readonly account: { readonly id: string; readonly name: string } | null;
  readonly what: string;
  readonly purpose: Purpose;
  readonly dataClasses: readonly DataClass[];
  readonly isAllowed: boolean;
  readonly subjects: readonly ReadSubject[];
  readonly atMs: EpochMs;
}

/** One line of the access log as the enterprise, or the reader, sees it. */
export interface LoggedRead {
  readonly id: number;
  readonly party: { readonly id: string; readonly name: string };
  readonly accountName: string | null;
  readonly what: string;
  readonly purpose: Purpose;
  readonly dataClasses: readonly DataClass[];
  readonly isAllowed: boolean;
  /** How many enterprises the read showed: more than one for a list. */
  readonly enterprises: number;
  /** The enterprise asked for, or the first of the read. */
  readonly enterpriseId: string;
  /** Basis of each class; empty for a refusal. */
  readonly bases: Readonly<Partial<Record<DataClass, Basis>>>;
  readonly atMs: EpochMs;
}
