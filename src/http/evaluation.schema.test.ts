import { expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { EnterpriseSummary } from "#jobs";
import type { EvaluatedEnterprise, Evaluation } from "#report";
import type { enterpriseSummarySchema, evaluatedEnterpriseSchema } from "./enterprise.schema.ts";
import type { evaluationDocumentSchema } from "./evaluation.schema.ts";
import type { Wire } from "./show-evaluation.ts";

// These claims are checked by the compiler: a field that the wire schema does not know would be dropped silently.
it("carries every field of the evaluation document", () => {
  expectTypeOf<z.infer<typeof evaluationDocumentSchema>>().toEqualTypeOf<
    Wire<Omit<Evaluation, "enterprises">>
  >();
});

it("carries every field of an evaluated enterprise", () => {
  expectTypeOf<z.infer<typeof evaluatedEnterpriseSchema>>().toEqualTypeOf<Wire<EvaluatedEnterprise>>();
});

it("carries every field of a row of the enterprise list", () => {
  expectTypeOf<z.infer<typeof enterpriseSummarySchema>>().toEqualTypeOf<Wire<EnterpriseSummary>>();
});
