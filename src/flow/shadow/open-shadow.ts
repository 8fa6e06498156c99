import type { ConsentServices, Reader } from "#consent";
import type { IndicatorSource } from "#indicators";
import type { EvaluationStore } from "#jobs";
import { addDays, type BusinessDay, businessDayOf, type Clock } from "#kernel";
import type { Ledger } from "#ledger";
import type { BookReads, LoanBookServices } from "#lending";
import type { ExpertCardStore } from "#models";
import type { PdfRenderer } from "#report";
import type { WatchServices } from "#watch";
import { flowFaults } from "../errors.ts";
import type { ShadowRequest, ShadowServices } from "../shadow-services.ts";
import { compareInShadow } from "./compare-in-shadow.ts";
import type { ShadowComparison } from "./comparison.ts";
import { gatherEvaluation, scoreEarlier } from "./gather-evaluation.ts";
import { gatherLoans, windowStart } from "./gather-loans.ts";
import { gatherWarnings } from "./gather-warnings.ts";
import { shadowParameters } from "./parameters.ts";
import { sealComparison } from "./seal-comparison.ts";

/** What a shadow comparison needs, passed in. */
export interface ShadowParts {
  readonly loanBook: Pick<LoanBookServices, "book" | "reads">;
  readonly consent: ConsentServices;
  readonly watch: Pick<WatchServices, "loadSeries" | "knownAt">;
  readonly evaluations: EvaluationStore;
  readonly expertCards: ExpertCardStore;
  readonly indicators: IndicatorSource;
  readonly ledger: Ledger;
  readonly pdf: PdfRenderer;
  readonly clock: Clock;
}

/** Everything that serves the shadow comparison, on the stores passed in. */
export function openShadow(parts: ShadowParts): ShadowServices {
  return {
    compare: async (reader, request) => await compare(parts, reader, request),
    seal: async (partyId, comparison) => await sealComparison(parts.ledger, partyId, comparison),
    print: async (document) => await parts.pdf.render(document),
  };
}

async function compare(
  parts: ShadowParts,
  reader: Reader,
  request: ShadowRequest,
): Promise<ShadowComparison> {
  const { loanBook, watch, clock } = parts;
  const partyId = reader.party.id;
  const asOf = request.asOf ?? (await newestDayOf(loanBook.reads, partyId));
  if (asOf === null) throw flowFaults.fault("FLOW_SHADOW_NO_LOANS");
  const today = businessDayOf(clock());
  if (asOf > today) throw flowFaults.fault("FLOW_SHADOW_DAY_AHEAD", { asOf, today });
  const newest = await watch.knownAt();
  const knownAt = Math.min(request.knownAt ?? newest, newest);
  const from = windowStart(asOf, shadowParameters.windowDays.value);
  const onDay = await gatherLoans(loanBook, partyId, { from, asOf });
  if (onDay.borrowers.length === 0) throw flowFaults.fault("FLOW_SHADOW_NO_LOANS");
  const borrowers = new Set(onDay.borrowers.map(({ enterpriseId }) => enterpriseId));
  const evaluation = await gatherEvaluation(parts, reader, { asOf, borrowers });
  if (evaluation === null) throw flowFaults.fault("FLOW_SHADOW_NO_EVALUATION", { asOf });
  const compared = [...borrowers].filter((id) => evaluation.results.has(id));
  const earlierAsOf = addDays(evaluation.document.asOf, -shadowParameters.earlierDays.value);
  const wanted = { evaluation, asOf: earlierAsOf, knownAt, enterpriseIds: compared };
  const earlier = await scoreEarlier(parts, reader, wanted);
  return compareInShadow({
    bank: reader.party.name,
    asOf,
    knownAt,
    from,
    cutoffPdPpm: request.cutoffPdPpm ?? shadowParameters.cutoffPdPpm.value,
    ratingOrder: request.ratingOrder ?? null,
    book: onDay,
    evaluation,
    earlier: earlier === null ? null : { asOf: earlierAsOf, scores: earlier },
    warnings: await gatherWarnings(watch, reader, { from, asOf, knownAt }),
    mayRead: await mayReadOf(parts, reader, [...borrowers]),
  });
}

/** The last day that the bank delivered; where it delivered none, the last day of its own loans. */
async function newestDayOf(reads: BookReads, partyId: string): Promise<BusinessDay | null> {
  const delivered = (await reads.listDeliveries(partyId)).map(({ businessDate }) => businessDate).sort();
  return delivered.at(-1) ?? (await reads.newestDate(partyId));
}

/** Which borrowers have a basis for their evaluation, so that those left out are told apart from those not evaluated. */
async function mayReadOf(
  { consent }: Pick<ShadowParts, "consent">,
  reader: Reader,
  enterpriseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const may = new Set<string>();
  for (const enterpriseId of enterpriseIds) {
    const read = { enterpriseId, purpose: "creditEvaluation", what: "shadow.comparison" } as const;
    const bases = await consent.basisOf(reader, { ...read, dataClasses: ["evaluation"] });
    if (bases.size > 0) may.add(enterpriseId);
  }
  return may;
}
