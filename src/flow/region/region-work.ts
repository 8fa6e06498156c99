import type { Neighbours } from "#crosscheck";
import type { OperatingFacts, OperatingRows } from "#operations";
import type { EvaluatedKnowledge } from "#report";
import type { OperatingAlert } from "#watch";
import { describeKnowledge, knowEnterprise } from "./know-enterprise.ts";
import { type EnterpriseLook, lookAtEnterprise, type RegionFrame } from "./look-at-enterprise.ts";

/** What the book answers around one enterprise: its questions cannot cross to a thread, their answers can. */
export type NeighbourAnswers = {
  readonly [Name in keyof Neighbours]: Neighbours[Name] extends () => infer Answer
    ? Answer
    : Neighbours[Name];
};

/** Work on one enterprise of a region. */
export type RegionTask =
  | { readonly kind: "look"; readonly id: string; readonly rows: OperatingRows }
  | {
      readonly kind: "know";
      readonly facts: OperatingFacts;
      readonly neighbours: NeighbourAnswers;
      readonly alerts: readonly OperatingAlert[];
    };

export interface RegionAnswers {
  readonly look: EnterpriseLook;
  readonly know: Required<EvaluatedKnowledge>;
}

/** Does one piece of work, in whatever thread. */
export function workOn(task: RegionTask, frame: RegionFrame): RegionAnswers[RegionTask["kind"]] {
  if (task.kind === "look") return lookAtEnterprise(task.id, task.rows, frame);
  return describeKnowledge(knowEnterprise(task.facts, askAgain(task.neighbours), task.alerts));
}

export function answersOf(neighbours: Neighbours): NeighbourAnswers {
  const answers = Object.entries(neighbours).map(([name, answer]: [string, unknown]) => [
    name,
    typeof answer === "function" ? (answer as () => unknown)() : answer,
  ]);
  return Object.fromEntries(answers) as NeighbourAnswers;
}

function askAgain({ enterpriseId, ...answers }: NeighbourAnswers): Neighbours {
  const questions = Object.entries(answers).map(([name, answer]) => [name, () => answer]);
  return { enterpriseId, ...Object.fromEntries(questions) } as Neighbours;
}
