import type { Evaluation } from "./evaluation.ts";
import { pageNamesOf } from "./page-name.ts";
import { writeEnterprisePage } from "./write-enterprise.ts";
import { writeIndexPage } from "./write-index.ts";

/**
 * The report as files: path (with `/`) and HTML, one at a time, because all pages together are large. Static pages
 * with inline charts, Chinese first with an English switch, printable, needing no network; every string of the
 * document is escaped, and no path comes from it unchecked. Pure and deterministic: the same document gives the same
 * bytes.
 * @param options.details false leaves out the enterprise pages (default true)
 */
export function* writeReport(
  evaluation: Evaluation,
  options: { readonly details?: boolean } = {},
): Generator<readonly [path: string, content: string]> {
  const pageNames = options.details === false ? null : pageNamesOf(evaluation.enterprises);
  yield ["index.html", writeIndexPage(evaluation, pageNames)];
  if (pageNames === null) return;
  for (const enterprise of evaluation.enterprises) {
    const name = pageNames.get(enterprise.id);
    if (name !== undefined) yield [`enterprises/${name}`, writeEnterprisePage(enterprise, evaluation)];
  }
}
