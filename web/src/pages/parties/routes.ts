import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

const parties = createRoute({
  getParentRoute: () => shell,
  path: "/parties",
  component: lazyRouteComponent(() => import("./parties-page.tsx"), "PartiesPage"),
});

const people = createRoute({
  getParentRoute: () => shell,
  path: "/people",
  component: lazyRouteComponent(() => import("./people-page.tsx"), "PeoplePage"),
});

const password = createRoute({
  getParentRoute: () => shell,
  path: "/password",
  component: lazyRouteComponent(() => import("./password-page.tsx"), "PasswordPage"),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: "/audit",
  component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
});

/** The pages of parties and their people. */
export const partiesRoutes = [parties, people, password, audit] as const;
