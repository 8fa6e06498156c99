import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

interface ReportSearch {
  /** Makes the form ready for this enterprise. */
  readonly enterprise?: string | undefined;
}

const reports = createRoute({
  getParentRoute: () => shell,
  path: "/due-diligence",
  validateSearch: (search: Record<string, unknown>): ReportSearch => ({
    enterprise: typeof search["enterprise"] === "string" ? search["enterprise"] : undefined,
  }),
  component: lazyRouteComponent(() => import("./reports-page.tsx"), "ReportsPage"),
});

const report = createRoute({
  getParentRoute: () => shell,
  path: "/due-diligence/$reportId",
  component: lazyRouteComponent(() => import("./report-page.tsx"), "ReportPage"),
});

const template = createRoute({
  getParentRoute: () => shell,
  path: "/due-diligence-template",
  component: lazyRouteComponent(() => import("./template-page.tsx"), "TemplatePage"),
});

/** The pages of printed documents, the due-diligence report first. */
export const documentsRoutes = [reports, report, template] as const;
