import type { BundleOptions, Ledger } from "#ledger";
import {
  findClosingEntry,
  findRow,
  listSealedBatches,
  type RowPlace,
  rowRange,
  type SealedBatch,
} from "#flow";
import { datasetScheme, enterpriseIdOf } from "#registry";
import { cliFaults } from "./errors.ts";

/** What a user may say about what is to be proved. */
export interface ProveWishes {
  readonly enterprise?: string;
  readonly dataset?: string;
  readonly file?: string;
  readonly entry?: string;
  readonly row?: string;
}

/** A private log and what to disclose of it. */
export interface ProveTarget {
  readonly origin: string;
  readonly options: BundleOptions;
}

/**
 * Checks the options against each other before anything is opened, and gives the search that finds the target.
 * @throws CLI_BAD_OPTION
 */
export function readProveWishes(wishes: ProveWishes): (ledger: Ledger) => Promise<ProveTarget> {
  const { enterprise, file, entry, row } = wishes;
  if (file !== undefined) {
    if (enterprise !== undefined || entry !== undefined) {
      const found = enterprise === undefined ? "--entry" : "--enterprise";
      throw badOption("--file", "at most --row beside it", found);
    }
    const number = row === undefined ? null : wholeNumber("--row", row);
    return async (ledger) => disclosing(await placeInFile(ledger, file, number));
  }
  if (enterprise === undefined) throw badOption("--enterprise", "an enterprise, or --file", "neither");
  const options = disclosureOf(wishes);
  return async (ledger) => ({ origin: await originOf(ledger, enterprise, wishes.dataset), options });
}

/** Where a row of a file lies, or the entry with the file's hash when no row is wanted. */
async function placeInFile(ledger: Ledger, file: string, row: number | null): Promise<RowPlace> {
  const closing = row === null ? await findClosingEntry(ledger, file) : null;
  if (closing !== null) return closing;
  const batches = await listSealedBatches(ledger);
  const range = rowRange(batches, file);
  if (range === null || row === null)
    throw badOption("--file", listed(batches.map((batch) => batch.file)), file);
  const place = findRow(batches, file, row);
  if (place === null) throw badOption("--row", `${range.first}–${range.last}`, String(row));
  return place;
}

function disclosing({ origin, index, ordinal }: RowPlace): ProveTarget {
  return { origin, options: { disclose: [{ index, ordinals: [ordinal] }] } };
}

async function originOf(ledger: Ledger, enterprise: string, dataset: string | undefined): Promise<string> {
  if (enterprise.includes("/")) return enterprise;
  if (enterprise.startsWith("ent_")) return ledger.originOf("enterprise", enterprise);
  const batches = await listSealedBatches(ledger);
  const origins = new Set(batches.map((batch) => batch.origin));
  const datasets = [...new Set(batches.map((batch) => batch.dataset))];
  if (dataset !== undefined && !datasets.includes(dataset)) {
    throw badOption("--dataset", listed(datasets), dataset);
  }
  const found = datasets
    .filter((name) => dataset === undefined || name === dataset)
    .map((name) => originOfCode(ledger, name, enterprise))
    .filter((origin) => origins.has(origin));
  const [origin] = found;
  if (found.length > 1) throw badOption("--dataset", listed(datasets), "nothing");
  if (origin !== undefined) return origin;
  throw badOption("--enterprise", expectedEnterprise(batches, dataset), enterprise);
}

function originOfCode(ledger: Ledger, dataset: string, code: string): string {
  return ledger.originOf("enterprise", enterpriseIdOf({ scheme: datasetScheme(dataset), value: code }));
}

function expectedEnterprise(batches: readonly SealedBatch[], dataset: string | undefined): string {
  const names = batches
    .map((batch) => batch.dataset)
    .filter((name) => dataset === undefined || name === dataset);
  return `ent_…, a log's name, or a code of ${listed(names)}`;
}

function disclosureOf({ entry, row }: ProveWishes): BundleOptions {
  if (entry === undefined && row === undefined) return { newestResult: true };
  const index = wholeNumber("--entry", entry);
  return { disclose: [{ index, ordinals: [wholeNumber("--row", row)] }] };
}

function wholeNumber(option: string, text: string | undefined): number {
  if (text !== undefined && /^[0-9]{1,15}$/.test(text)) return Number(text);
  throw badOption(option, "a whole number from 0", text ?? "nothing");
}

const mostListed = 20;

/** Distinct names, at most twenty of them. */
function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)].sort();
  const more = distinct.length - mostListed;
  return `${distinct.slice(0, mostListed).join(", ")}${more > 0 ? ` … (+${more})` : ""}`;
}

function badOption(option: string, expected: string, found: string) {
  return cliFaults.fault("CLI_BAD_OPTION", { option, expected, found });
}
