import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";
import type { CustomerSearch } from "./customers-api.ts";

const list = createRoute({
  getParentRoute: () => shell,
  path: "/customers/list",
  validateSearch: (search: Record<string, unknown>): CustomerSearch => search,
  component: lazyRouteComponent(() => import("./customers-page.tsx"), "CustomersPage"),
});

const quality = createRoute({
  getParentRoute: () => shell,
  path: "/customers/quality",
  component: lazyRouteComponent(() => import("./quality-page.tsx"), "QualityPage"),
});

const segments = createRoute({
  getParentRoute: () => shell,
  path: "/customers/segments",
  component: lazyRouteComponent(() => import("./segments-page.tsx"), "SegmentsPage"),
});

const prospects = createRoute({
  getParentRoute: () => shell,
  path: "/customers/prospects",
  component: lazyRouteComponent(() => import("./prospects-page.tsx"), "ProspectsPage"),
});

const weakSteps = createRoute({
  getParentRoute: () => shell,
  path: "/customers/weak-steps",
  component: lazyRouteComponent(() => import("./weak-steps-page.tsx"), "WeakStepsPage"),
});

const idleAssets = createRoute({
  getParentRoute: () => shell,
  path: "/customers/idle-assets",
  component: lazyRouteComponent(() => import("./idle-assets-page.tsx"), "IdleAssetsPage"),
});

const customer = createRoute({
  getParentRoute: () => shell,
  path: "/customers/$customerId",
  component: lazyRouteComponent(() => import("./customer-page.tsx"), "CustomerPage"),
});

const visibility = createRoute({
  getParentRoute: () => shell,
  path: "/my/visibility",
  component: lazyRouteComponent(() => import("./visibility-page.tsx"), "VisibilityPage"),
});

/** The pages of customer management, and the owner's page of who may see the enterprise. */
export const customersRoutes = [
  list,
  quality,
  segments,
  prospects,
  weakSteps,
  idleAssets,
  customer,
  visibility,
] as const;
