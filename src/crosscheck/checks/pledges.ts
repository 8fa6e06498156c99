import type { RegisterRow } from "#operations";
import { type Check, concluded, notComputable } from "../check.ts";
import { contradict } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { plainName } from "../invoice-book.ts";

const check = "pledges";

/** One subject pledged to two creditors at the same time; a pledge that was released first is not one. */
export const checkPledges: Check = ({ facts }) => {
  const rows = facts.registers.filter(
    ({ kind, subject }) => (kind === "pledge" || kind === "pledgeReleased") && subject !== "",
  );
  if (rows.length === 0) return notComputable(check, "noDocuments");
  const contradictions: Contradiction[] = [];
  for (const subject of [...new Set(rows.map((row) => row.subject))].sort()) {
    const found = findOverlap(rows.filter((row) => row.subject === subject));
    if (found === null) continue;
    const creditors = [...new Set(found.map(({ counterparty }) => counterparty))];
    const fromDay = found.at(-1)?.onDay ?? 0;
    contradictions.push(
      contradict({
        type: "doublePledge",
        sentence: "doublePledge",
        fromDay,
        toDay: fromDay,
        chance: 0.001,
        figures: { subject, found: creditors.length, expected: 1, creditors: creditors.join("、") },
        rows: [
          {
            stream: "registers",
            asset: "",
            numbers: found.map(({ number }) => number),
            fromDay: found[0]?.onDay ?? fromDay,
            toDay: fromDay,
          },
        ],
      }),
    );
  }
  return concluded(check, contradictions, contradictions.length);
};

/** Pledges that stand together with different creditors; those of one day's change of creditor do not. */
function findOverlap(rows: readonly RegisterRow[]): readonly RegisterRow[] | null {
  const standing = new Map<string, RegisterRow>();
  const byDay = [...rows].sort(
    (left, right) => left.onDay - right.onDay || (left.kind === "pledgeReleased" ? -1 : 1),
  );
  for (const row of byDay) {
    const creditor = plainName(row.counterparty);
    if (row.kind === "pledgeReleased") {
      const key = [...standing].find(([, held]) => held.number === row.number)?.[0] ?? creditor;
      standing.delete(key);
      continue;
    }
    standing.set(creditor, row);
    if (standing.size > 1) return [...standing.values()];
  }
  return null;
}
