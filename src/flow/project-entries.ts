import {
  type DuplicateIndex,
  judgeBatch,
  judgeList,
  judgeOperations,
  type ObservationStore,
  openDuplicateIndex,
  openOperationsIndex,
  type OperationsIndex,
  type ProjectedBatch,
  type ProjectedGroup,
} from "#collect";
import type { ReceivedBatch } from "./import-entry.ts";

/** A group whose batches are not judged yet. */
export type ReceivedGroup = Omit<ProjectedGroup, "batches"> & { readonly batches: readonly ReceivedBatch[] };

/** Stores groups of entries in platform order. */
export interface Projector {
  /** Judges the rows and stores what is to be stored. @returns the batches with their counts */
  project(group: ReceivedGroup): Promise<readonly ProjectedBatch[]>;
}

/**
 * Opens a projector on what the store makes visible now; it must be the only one.
 * @param mostRows  rows remembered for finding duplicates, where the store cannot give them back
 */
export async function openProjector(store: ObservationStore, mostRows?: number): Promise<Projector> {
  const index = await openDuplicateIndex(store, mostRows);
  const operations = await openOperationsIndex(store, mostRows);
  const lists = createKnownLists(store);
  return {
    project: async (group) => {
      await index.load(group.batches);
      await operations.load(group.batches);
      const judged: ProjectedBatch[] = [];
      for (const batch of group.batches)
        judged.push(countCorrected(await judge(batch, { index, operations, lists })));
      await store.project({ ...group, batches: judged });
      return judged;
    },
  };
}

function countCorrected(batch: ProjectedBatch): ProjectedBatch {
  if (batch.corrects === undefined) return batch;
  return { ...batch, counts: { ...batch.counts, corrected: batch.corrects.length } };
}

/** What is remembered of rows that came before. */
interface Known {
  readonly index: DuplicateIndex;
  readonly operations: OperationsIndex;
  readonly lists: KnownLists;
}

async function judge(batch: ReceivedBatch, { index, operations, lists }: Known): Promise<ProjectedBatch> {
  const { parsed, enterpriseId, dataset } = batch;
  switch (parsed.kind) {
    case "invoices":
    case "readings":
    case "statements":
    case "documents":
      return { ...batch, ...judgeBatch(parsed, index.stream(enterpriseId, parsed)) };
    case "operations":
      return { ...batch, ...judgeOperations(parsed, (day) => operations.rowsOf(enterpriseId, day)) };
    case "enterprises": {
      const texts = parsed.enterprises.map(({ code, name, label, bankRating }) =>
        JSON.stringify([code, name, label, bankRating]),
      );
      return { ...batch, ...judgeList(parsed, texts, await lists.enterprises(dataset)) };
    }
    case "churn": {
      const texts = parsed.rates.map(({ ratePpm, A, B, C }) => JSON.stringify([ratePpm, A, B, C]));
      return { ...batch, ...judgeList(parsed, texts, await lists.churn(dataset)) };
    }
  }
}

interface KnownLists {
  enterprises(dataset: string): Promise<Set<string>>;
  churn(dataset: string): Promise<Set<string>>;
}

/** The rows of lists already stored, read once a data set. */
function createKnownLists(store: ObservationStore): KnownLists {
  const enterprises = new Map<string, Set<string>>();
  const churn = new Map<string, Set<string>>();
  return {
    enterprises: async (dataset) => {
      const known = enterprises.get(dataset);
      if (known !== undefined) return known;
      const rows = await store.enterprises(dataset);
      const texts = new Set(
        rows.map(({ code, name, label, bankRating }) => JSON.stringify([code, name, label, bankRating])),
      );
      enterprises.set(dataset, texts);
      return texts;
    },
    churn: async (dataset) => {
      const known = churn.get(dataset);
      if (known !== undefined) return known;
      const rows = await store.churnRates(dataset);
      const texts = new Set(rows.map(({ ratePpm, A, B, C }) => JSON.stringify([ratePpm, A, B, C])));
      churn.set(dataset, texts);
      return texts;
    },
  };
}
