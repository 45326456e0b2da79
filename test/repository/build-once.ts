/** Before the first test: dist/ is what the sources say. Types are left to `npm run check`. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export default function buildOnce(): void {
  const script = fileURLToPath(new URL("../../scripts/build.mjs", import.meta.url));
  execFileSync(process.execPath, [script, "--no_check"], { stdio: "inherit" });
}
