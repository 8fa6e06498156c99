import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Failure, Waiting } from "../parts/states.tsx";
import type { ListSearch } from "./list-search.ts";
import { consentRoutes } from "../pages/consent/routes.ts";
import { customersRoutes } from "../pages/customers/routes.ts";
import { devicesRoutes } from "../pages/devices/routes.ts";
import { documentsRoutes } from "../pages/documents/routes.ts";
import { expertCardRoutes } from "../pages/expert-card/routes.ts";
import { factoryRoutes } from "../pages/factory/routes.ts";
import { fundRoutes } from "../pages/fund/routes.ts";
import { importsRoutes } from "../pages/imports/routes.ts";
import { indicesRoutes } from "../pages/indices/routes.ts";
import { industriesRoutes } from "../pages/industries/routes.ts";
import { intakeRoutes } from "../pages/intake/routes.ts";
import { lendingRoutes } from "../pages/lending/routes.ts";
import { loanBookRoutes } from "../pages/loan-book/routes.ts";
import { logRoutes } from "../pages/log/routes.ts";
import { partiesRoutes } from "../pages/parties/routes.ts";
import { profileRoutes } from "../pages/profile/routes.ts";
import { scorecardRoutes } from "../pages/scorecard/routes.ts";
import { shadowRoutes } from "../pages/shadow/routes.ts";
import { verifyRoutes } from "../pages/verify/routes.ts";
import { watchRoutes } from "../pages/watch/routes.ts";
import { sessionQuery } from "../api/queries.ts";
import { homeOf } from "./home.ts";
import { queryClient } from "./query-client.ts";
import { passLogInWithToken } from "./session-gate.ts";
import { root, shell } from "./shell-route.tsx";

interface LogInSearch {
  readonly back?: string | undefined;
  readonly reason?: "token" | "expired" | undefined;
}

const logInRoute = createRoute({
  getParentRoute: () => root,
  path: "/login",
  beforeLoad: passLogInWithToken,
  validateSearch: (search: Record<string, unknown>): LogInSearch => search,
  component: lazyRouteComponent(() => import("../pages/log-in/log-in-page.tsx"), "LogInPage"),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: async () => {
    throw redirect({ to: homeOf(await queryClient.ensureQueryData(sessionQuery)), replace: true });
  },
});

const start = createRoute({
  getParentRoute: () => shell,
  path: "/start",
  component: lazyRouteComponent(() => import("../pages/start/start-page.tsx"), "StartPage"),
});

const tour = createRoute({
  getParentRoute: () => shell,
  path: "/pilot",
  component: lazyRouteComponent(() => import("../pages/tour/tour-page.tsx"), "TourPage"),
});

const enterprises = createRoute({
  getParentRoute: () => shell,
  path: "/evaluations/$evaluationId/enterprises",
  validateSearch: (search: Record<string, unknown>): ListSearch => search,
  component: lazyRouteComponent(
    () => import("../pages/enterprise-list/enterprise-list-page.tsx"),
    "EnterpriseListPage",
  ),
});

const enterprise = createRoute({
  getParentRoute: () => shell,
  path: "/evaluations/$evaluationId/enterprises/$enterpriseId",
  component: lazyRouteComponent(() => import("../pages/enterprise/enterprise-page.tsx"), "EnterprisePage"),
});

const portfolio = createRoute({
  getParentRoute: () => shell,
  path: "/evaluations/$evaluationId/portfolio",
  component: lazyRouteComponent(() => import("../pages/portfolio/portfolio-page.tsx"), "PortfolioPage"),
});

const data = createRoute({
  getParentRoute: () => shell,
  path: "/evaluations/$evaluationId/data",
  component: lazyRouteComponent(() => import("../pages/data/data-page.tsx"), "DataPage"),
});

const runs = createRoute({
  getParentRoute: () => shell,
  path: "/runs",
  component: lazyRouteComponent(() => import("../pages/runs/runs-page.tsx"), "RunsPage"),
});

const run = createRoute({
  getParentRoute: () => shell,
  path: "/runs/$jobId",
  component: lazyRouteComponent(() => import("../pages/runs/run-page.tsx"), "RunPage"),
});

/** Every page of the app; each is loaded when it is first opened. */
export const router = createRouter({
  routeTree: root.addChildren([
    logInRoute,
    ...verifyRoutes,
    shell.addChildren([
      home,
      start,
      tour,
      enterprises,
      enterprise,
      portfolio,
      data,
      runs,
      run,
      ...partiesRoutes,
      ...profileRoutes,
      ...factoryRoutes,
      ...industriesRoutes,
      ...indicesRoutes,
      ...consentRoutes,
      ...customersRoutes,
      ...devicesRoutes,
      ...loanBookRoutes,
      ...importsRoutes,
      ...intakeRoutes,
      ...documentsRoutes,
      ...watchRoutes,
      ...expertCardRoutes,
      ...scorecardRoutes,
      ...lendingRoutes,
      ...fundRoutes,
      ...shadowRoutes,
      ...logRoutes,
    ]),
  ]),
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingMs: 200,
  defaultPendingComponent: Waiting,
  defaultErrorComponent: ({ error }) => <Failure error={error} onRetry={() => location.reload()} />,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
