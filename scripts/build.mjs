// Builds dist/ when npm prepares the package. A production install of a tarball or of a checkout that is
// already built has no compiler and needs none.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const tsc = "node_modules/typescript/bin/tsc";
if (existsSync(tsc)) {
  const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" });
  process.exit(status ?? 1);
}
if (!existsSync("dist/main.js")) {
  process.stderr.write("zoom-harvester is not built and the compiler is not installed. Try: npm ci\n");
  process.exit(1);
}
