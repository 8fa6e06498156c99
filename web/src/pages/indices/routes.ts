import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";
import { type IndexScope, indexScopes } from "./chosen-lines.ts";

export interface IndicesSearch {
  /** Beside each other: industries, or regions; all of both when left out. */
  readonly by?: IndexScope | undefined;
}

const indices = createRoute({
  getParentRoute: () => shell,
  path: "/indices",
  validateSearch: (search: Record<string, unknown>): IndicesSearch => {
    const by = indexScopes.find((one) => one === search["by"]);
    return by === undefined ? {} : { by };
  },
  component: lazyRouteComponent(() => import("./indices-page.tsx"), "IndicesPage"),
});

/** k-anonymous indices of industries and regions. */
export const indicesRoutes = [indices] as const;
