import type { EvaluatedModel } from "../../api/types.ts";

export type Card = NonNullable<EvaluatedModel["scorecard"]>;
export type CardIndicator = Card["indicators"][number];
