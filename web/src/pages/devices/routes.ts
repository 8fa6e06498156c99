import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

export interface DevicesSearch {
  readonly enterprise?: string | undefined;
}

const devices = createRoute({
  getParentRoute: () => shell,
  path: "/devices",
  validateSearch: (search: Record<string, unknown>): DevicesSearch =>
    typeof search["enterprise"] === "string" ? { enterprise: search["enterprise"] } : {},
  component: lazyRouteComponent(() => import("./devices-page.tsx"), "DevicesPage"),
});

const element = createRoute({
  getParentRoute: () => shell,
  path: "/devices/elements/$elementId",
  component: lazyRouteComponent(() => import("./element-page.tsx"), "ElementPage"),
});

const collectors = createRoute({
  getParentRoute: () => shell,
  path: "/devices/collectors",
  component: lazyRouteComponent(() => import("./collectors-page.tsx"), "CollectorsPage"),
});

const collector = createRoute({
  getParentRoute: () => shell,
  path: "/devices/collectors/$collectorId",
  component: lazyRouteComponent(() => import("./collector-page.tsx"), "CollectorPage"),
});

const bulk = createRoute({
  getParentRoute: () => shell,
  path: "/devices/import",
  component: lazyRouteComponent(() => import("./import-devices-page.tsx"), "ImportDevicesPage"),
});

const registries = createRoute({
  getParentRoute: () => shell,
  path: "/registries",
  component: lazyRouteComponent(() => import("./registries-page.tsx"), "RegistriesPage"),
});

/** The pages of elements, twins and collectors. */
export const devicesRoutes = [devices, element, collectors, collector, bulk, registries] as const;
