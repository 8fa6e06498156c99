import { installSystemPackages } from "./running/system-packages.ts";
import { runStaticChecks } from "./running/static-checks.ts";
import { type Tally, addTallies, tallyLine } from "./running/tally.ts";
import { runVitest } from "./running/vitest-run.ts";

/**
 * What `npm test` runs: set-up of what the browser and conformance tests need, static checks, then every test. Each
 * static check counts as one test. The last line of standard output is `N passed, N failed` (`, N skipped` when any
 * were), and the exit code is 1 when anything failed. Arguments are passed on to vitest.
 */
const tallies: Tally[] = [];
const filters = process.argv.slice(2);
installSystemPackages();
if (filters.length === 0) tallies.push(...runStaticChecks());
tallies.push(runVitest(filters));
const total = addTallies(tallies);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
process.stdout.write(`${tallyLine(total)}\n`);
