import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shell } from "../../app/shell-route.tsx";

const applications = createRoute({
  getParentRoute: () => shell,
  path: "/lending/applications",
  component: lazyRouteComponent(() => import("./application-list-page.tsx"), "ApplicationListPage"),
});

const loanCase = createRoute({
  getParentRoute: () => shell,
  path: "/lending/applications/$applicationId",
  component: lazyRouteComponent(() => import("./case-page.tsx"), "CasePage"),
});

const contracts = createRoute({
  getParentRoute: () => shell,
  path: "/lending/contracts",
  component: lazyRouteComponent(() => import("./contract-list-page.tsx"), "ContractListPage"),
});

const contract = createRoute({
  getParentRoute: () => shell,
  path: "/lending/contracts/$contractId",
  component: lazyRouteComponent(() => import("./contract-page.tsx"), "ContractPage"),
});

const loans = createRoute({
  getParentRoute: () => shell,
  path: "/lending/loans",
  component: lazyRouteComponent(() => import("./own-loan-list-page.tsx"), "OwnLoanListPage"),
});

const loan = createRoute({
  getParentRoute: () => shell,
  path: "/lending/loans/$loanId",
  component: lazyRouteComponent(() => import("./own-loan-page.tsx"), "OwnLoanPage"),
});

const dayClose = createRoute({
  getParentRoute: () => shell,
  path: "/lending/day-close",
  component: lazyRouteComponent(() => import("./day-close-page.tsx"), "DayClosePage"),
});

const ledger = createRoute({
  getParentRoute: () => shell,
  path: "/lending/ledger",
  component: lazyRouteComponent(() => import("./ledger-page.tsx"), "LedgerPage"),
});

const myLoans = createRoute({
  getParentRoute: () => shell,
  path: "/my/loans",
  component: lazyRouteComponent(() => import("./my-loans-page.tsx"), "MyLoansPage"),
});

/** The pages of own loans, from application to settlement. */
export const lendingRoutes = [
  applications,
  loanCase,
  contracts,
  contract,
  loans,
  loan,
  dayClose,
  ledger,
  myLoans,
] as const;
