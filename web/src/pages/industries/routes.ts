import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

export interface IndustriesSearch {
  readonly division?: string | undefined;
}

const industries = createRoute({
  getParentRoute: () => shell,
  path: "/industries",
  validateSearch: (search: Record<string, unknown>): IndustriesSearch =>
    typeof search["division"] === "string" ? { division: search["division"] } : {},
  component: lazyRouteComponent(() => import("./industries-page.tsx"), "IndustriesPage"),
});

/** Templates of the 31 divisions of manufacturing. */
export const industriesRoutes = [industries] as const;
