import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { DevelopmentStep } from "#scorecard";
import { shell } from "../../app/shell-route.tsx";
import type { VersionPart } from "./version-part.ts";

/** Which step of a project is open, and in it which indicator; both survive a reload. */
export interface ProjectSearch {
  readonly step?: DevelopmentStep | undefined;
  readonly indicator?: string | undefined;
}

/** Which part of a version is open. */
export interface VersionSearch {
  readonly part?: VersionPart | undefined;
}

const list = createRoute({
  getParentRoute: () => shell,
  path: "/scorecards",
  component: lazyRouteComponent(() => import("./list-page.tsx"), "ScorecardListPage"),
});

const draft = createRoute({
  getParentRoute: () => shell,
  path: "/scorecards/projects/new",
  component: lazyRouteComponent(() => import("./new-project-page.tsx"), "NewProjectPage"),
});

const project = createRoute({
  getParentRoute: () => shell,
  path: "/scorecards/projects/$projectId",
  validateSearch: (search: Record<string, unknown>): ProjectSearch => search,
  component: lazyRouteComponent(() => import("./project-page.tsx"), "ProjectPage"),
});

const version = createRoute({
  getParentRoute: () => shell,
  path: "/scorecards/versions/$versionId",
  validateSearch: (search: Record<string, unknown>): VersionSearch => search,
  component: lazyRouteComponent(() => import("./version-page.tsx"), "VersionPage"),
});

const monitoring = createRoute({
  getParentRoute: () => shell,
  path: "/scorecards/versions/$versionId/monitoring",
  component: lazyRouteComponent(() => import("./monitoring-page.tsx"), "MonitoringPage"),
});

const comparison = createRoute({
  getParentRoute: () => shell,
  path: "/scorecards/versions/$versionId/compare/$otherId",
  component: lazyRouteComponent(() => import("./comparison-page.tsx"), "ComparisonPage"),
});

/** The scorecard studio: projects with their eight steps, and versions with their life. */
export const scorecardRoutes = [list, draft, project, version, monitoring, comparison] as const;
