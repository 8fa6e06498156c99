import { isAllowed, type TaskSource } from "#access";
import { matterOfMove, mayMove } from "./manage-versions.ts";
import type { VersionState } from "./scorecard-version.ts";
import type { VersionStore } from "./version-store.ts";

/** Steps of a version's life that wait for somebody else; the later ones are a choice, not a duty. */
const waiting: readonly { readonly to: Exclude<VersionState, "developed">; readonly action: string }[] = [
  { to: "validated", action: "scorecard.validate" },
  { to: "approved", action: "scorecard.approve" },
];

/** What waits because of scorecard versions: one to validate, one to approve. */
export function createStudioTasks(versions: VersionStore): TaskSource {
  return {
    listTasks: async (visitor) => {
      if (visitor.party.kind !== "bank") return [];
      const found = await versions.list(visitor.party.id);
      return found.flatMap((version) =>
        waiting
          .filter(({ to }) => mayMove(version, to))
          .filter(({ to, action }) => isAllowed(visitor, action, matterOfMove(version, to, visitor)))
          .map(({ action }) => ({
            kind: action,
            parameters: { name: version.name, version: version.version },
            href: `/scorecards/versions/${version.id}`,
            dueOn: null,
          })),
      );
    },
  };
}
