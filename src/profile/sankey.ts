import type { FlowName } from "#crosscheck";
import type { Fen } from "#kernel";

/** How much of what was ordered went on into goods, invoices and money (五流桑基图), of sales. */
export interface SankeyFlows {
  readonly nodes: readonly { readonly id: string; readonly flow: FlowName }[];
  readonly links: readonly { readonly from: string; readonly to: string; readonly amountFen: Fen }[];
}
