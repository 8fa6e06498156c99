import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";
import type { AlarmSearch, IntakeSearch } from "./search.ts";

const intake = createRoute({
  getParentRoute: () => shell,
  path: "/intake",
  validateSearch: (search: Record<string, unknown>): IntakeSearch => search,
  component: lazyRouteComponent(() => import("./intake-page.tsx"), "IntakePage"),
});

const alarms = createRoute({
  getParentRoute: () => shell,
  path: "/intake/alarms",
  validateSearch: (search: Record<string, unknown>): AlarmSearch => search,
  component: lazyRouteComponent(() => import("./alarms-page.tsx"), "AlarmsPage"),
});

/** The pages of what comes in, and of what is the matter with it. */
export const intakeRoutes = [intake, alarms] as const;
