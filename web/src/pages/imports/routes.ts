import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";
import type { QuarantineSearch } from "./imports-api.ts";

/** The upload under way lives in the address, so that a reload loses nothing. */
export interface ImportsSearch {
  readonly upload?: string | undefined;
  readonly dataset?: string | undefined;
}

const imports = createRoute({
  getParentRoute: () => shell,
  path: "/imports",
  validateSearch: (search: Record<string, unknown>): ImportsSearch => search,
  component: lazyRouteComponent(() => import("./imports-page.tsx"), "ImportsPage"),
});

const importResult = createRoute({
  getParentRoute: () => shell,
  path: "/imports/$importId",
  component: lazyRouteComponent(() => import("./import-page.tsx"), "ImportPage"),
});

const datasets = createRoute({
  getParentRoute: () => shell,
  path: "/datasets",
  component: lazyRouteComponent(() => import("./datasets-page.tsx"), "DatasetsPage"),
});

const dataset = createRoute({
  getParentRoute: () => shell,
  path: "/datasets/$dataset",
  validateSearch: (search: Record<string, unknown>): QuarantineSearch => search,
  component: lazyRouteComponent(() => import("./dataset-page.tsx"), "DatasetPage"),
});

/** The pages of imports of files, their quarantine and its correction. */
export const importsRoutes = [imports, importResult, datasets, dataset] as const;
