import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";
import type { LoanSearch } from "./loan-book-api.ts";

const home = createRoute({
  getParentRoute: () => shell,
  path: "/loan-book",
  beforeLoad: () => {
    throw redirect({ to: "/loan-book/loans" });
  },
});

const loans = createRoute({
  getParentRoute: () => shell,
  path: "/loan-book/loans",
  validateSearch: (search: Record<string, unknown>): LoanSearch => search,
  component: lazyRouteComponent(() => import("./loans-page.tsx"), "LoansPage"),
});

const loan = createRoute({
  getParentRoute: () => shell,
  path: "/loan-book/loans/$loanId",
  component: lazyRouteComponent(() => import("./loan-page.tsx"), "LoanPage"),
});

const deliveries = createRoute({
  getParentRoute: () => shell,
  path: "/loan-book/deliveries",
  component: lazyRouteComponent(() => import("./deliveries-page.tsx"), "DeliveriesPage"),
});

const delivery = createRoute({
  getParentRoute: () => shell,
  path: "/loan-book/deliveries/$deliveryId",
  component: lazyRouteComponent(() => import("./delivery-page.tsx"), "DeliveryPage"),
});

const classes = createRoute({
  getParentRoute: () => shell,
  path: "/loan-book/classes",
  component: lazyRouteComponent(() => import("./classes-page.tsx"), "ClassesPage"),
});

const quality = createRoute({
  getParentRoute: () => shell,
  path: "/loan-book/quality",
  component: lazyRouteComponent(() => import("./quality-page.tsx"), "QualityPage"),
});

/** The pages of the mirrored loan book and its five classes. */
export const loanBookRoutes = [home, loans, loan, deliveries, delivery, classes, quality] as const;
