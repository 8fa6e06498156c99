import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

const claims = createRoute({
  getParentRoute: () => shell,
  path: "/fund/claims",
  component: lazyRouteComponent(() => import("./claims-page.tsx"), "ClaimsPage"),
});

const claim = createRoute({
  getParentRoute: () => shell,
  path: "/fund/claims/$claimId",
  component: lazyRouteComponent(() => import("./claim-page.tsx"), "ClaimPage"),
});

const enrolments = createRoute({
  getParentRoute: () => shell,
  path: "/fund/enrolments",
  component: lazyRouteComponent(() => import("./enrolments-page.tsx"), "EnrolmentsPage"),
});

const programmes = createRoute({
  getParentRoute: () => shell,
  path: "/fund/programmes",
  component: lazyRouteComponent(() => import("./programmes-page.tsx"), "ProgrammesPage"),
});

const pool = createRoute({
  getParentRoute: () => shell,
  path: "/fund/pool",
  component: lazyRouteComponent(() => import("./pool-page.tsx"), "PoolPage"),
});

/** The pages of the compensation fund. */
export const fundRoutes = [claims, claim, enrolments, programmes, pool] as const;
