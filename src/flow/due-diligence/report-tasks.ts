import type { DocumentServices, DueDiligenceStore } from "#report";

const checkers = new Set(["administrator", "creditOfficer", "riskOfficer"]);

/** Reports that wait for a person: one's own that were returned, and others' to be checked. */
export function createReportTasks(store: DueDiligenceStore): DocumentServices["tasks"] {
  return {
    listTasks: async ({ account, party }) => {
      if (party.kind !== "bank") return [];
      const returned = (await store.list(party.id, { state: "returned" })).filter(
        ({ madeBy }) => madeBy.id === account.id,
      );
      const submitted = checkers.has(account.role)
        ? (await store.list(party.id, { state: "submitted" })).filter(
            ({ madeBy }) => madeBy.id !== account.id,
          )
        : [];
      return [
        { kind: "document.finish", reports: returned },
        { kind: "document.check", reports: submitted },
      ]
        .filter(({ reports }) => reports.length > 0)
        .map(({ kind, reports }) => ({
          kind,
          parameters: { count: reports.length },
          href: "/due-diligence",
          dueOn: null,
        }));
    },
  };
}
