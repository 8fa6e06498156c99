import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";
import type { ShadowSearch } from "./shadow-api.ts";

const comparison = createRoute({
  getParentRoute: () => shell,
  path: "/shadow",
  validateSearch: (search: Record<string, unknown>): ShadowSearch => search,
  component: lazyRouteComponent(() => import("./shadow-page.tsx"), "ShadowPage"),
});

/** The pages of the shadow comparison. */
export const shadowRoutes = [comparison] as const;
