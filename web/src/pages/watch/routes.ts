import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";
import type { AlertSearch } from "./watch-api.ts";

const alerts = createRoute({
  getParentRoute: () => shell,
  path: "/watch/alerts",
  validateSearch: (search: Record<string, unknown>): AlertSearch => search,
  component: lazyRouteComponent(() => import("./alerts-page.tsx"), "AlertsPage"),
});

const alert = createRoute({
  getParentRoute: () => shell,
  path: "/watch/alerts/$alertId",
  component: lazyRouteComponent(() => import("./alert-page.tsx"), "AlertPage"),
});

const list = createRoute({
  getParentRoute: () => shell,
  path: "/watch/list",
  component: lazyRouteComponent(() => import("./watch-list-page.tsx"), "WatchListPage"),
});

const digest = createRoute({
  getParentRoute: () => shell,
  path: "/watch/digest",
  component: lazyRouteComponent(() => import("./digest-page.tsx"), "DigestPage"),
});

const rules = createRoute({
  getParentRoute: () => shell,
  path: "/watch/rules",
  component: lazyRouteComponent(() => import("./rules-page.tsx"), "RulesPage"),
});

const channels = createRoute({
  getParentRoute: () => shell,
  path: "/watch/channels",
  component: lazyRouteComponent(() => import("./channels-page.tsx"), "ChannelsPage"),
});

/** The pages of early warning. */
export const watchRoutes = [alerts, alert, list, digest, rules, channels] as const;
