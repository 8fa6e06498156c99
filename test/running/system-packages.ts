import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** What some tests need from the operating system, and how they find that it is there. */
interface SystemPackage {
  readonly packages: readonly string[];
  readonly path: string;
  readonly neededBy: string;
}

const systemPackages: readonly SystemPackage[] = [
  { packages: ["chromium"], path: "/usr/bin/chromium", neededBy: "browser tests" },
  {
    packages: ["fonts-noto-cjk"],
    path: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    neededBy: "screenshots with Chinese text",
  },
  { packages: ["golang-go"], path: "/usr/bin/go", neededBy: "conformance tests with Go's x/mod" },
  {
    packages: ["golang-golang-x-mod-dev"],
    path: "/usr/share/gocode/src/golang.org/x/mod/sumdb",
    neededBy: "conformance tests with Go's x/mod",
  },
  {
    packages: ["mariadb-server-core", "mariadb-client-core"],
    path: "/usr/sbin/mariadbd",
    neededBy: "a card's scores in MySQL",
  },
  {
    packages: ["mosquitto", "mosquitto-clients"],
    path: "/usr/sbin/mosquitto",
    neededBy: "devices over an external MQTT broker",
  },
  { packages: ["socat"], path: "/usr/bin/socat", neededBy: "meters on a serial line" },
  {
    packages: ["libreoffice-calc-nogui"],
    path: "/usr/bin/soffice",
    neededBy: "a card's scores in a workbook",
  },
];

/**
 * Installs what is missing where that is possible (root on Debian), and otherwise prints the one command to run.
 * Nothing here stops the run: tests that miss their tool skip themselves and say why.
 */
export function installSystemPackages(): void {
  const missing = systemPackages.filter((needed) => !existsSync(needed.path));
  if (missing.length === 0) return;
  const packages = missing.flatMap((needed) => needed.packages);
  const neededBy = [...new Set(missing.map((needed) => needed.neededBy))].join(", ");
  process.stdout.write(`Missing: ${packages.join(", ")} (for ${neededBy}).\n`);
  const isRoot = process.getuid?.() === 0;
  const isDebian = existsSync("/usr/bin/apt-get");
  if (isRoot && isDebian) {
    installAsRoot(missing);
    return;
  }
  const command = `apt-get update && apt-get install -y ${packages.join(" ")}`;
  process.stdout.write(
    isDebian
      ? `Tests that need them are skipped. To run them: sudo sh -c '${command}'\n`
      : `Tests that need them are skipped. On Debian or Ubuntu: ${command}\n`,
  );
}

/** All at once; when that fails, each tool by itself, so that a package which one release lacks costs only its own tests. */
function installAsRoot(missing: readonly SystemPackage[]): void {
  const install = (needed: readonly SystemPackage[], timeoutMs: number): boolean =>
    runApt(
      ["install", "-y", "--no-install-recommends", ...needed.flatMap(({ packages }) => packages)],
      timeoutMs,
    );
  if (!runApt(["update"], aptTimeoutMs)) {
    process.stdout.write("The packages could not be installed; the tests that need them are skipped.\n");
    return;
  }
  if (install(missing, aptTimeoutMs)) return;
  for (const needed of missing) {
    if (install([needed], singleTimeoutMs)) continue;
    process.stdout.write(
      `${needed.packages.join(", ")} could not be installed: skipped are ${needed.neededBy}.\n`,
    );
  }
}

/** Ten minutes: a slow mirror must not hide the tests for ever. */
const aptTimeoutMs = 600_000;
const singleTimeoutMs = 120_000;

function runApt(parameters: readonly string[], timeoutMs: number): boolean {
  process.stdout.write(`apt-get ${parameters.join(" ")} …\n`);
  const ended = spawnSync("/usr/bin/apt-get", parameters, {
    encoding: "utf8",
    timeout: timeoutMs,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (ended.status === 0) return true;
  process.stdout.write(`${ended.error?.message ?? ""}${ended.stderr.split("\n").slice(-8).join("\n")}\n`);
  return false;
}
