/** What the tests of the repository itself share: the root, and commands run in a folder of their own. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** No setting of this machine but where programs and the npm cache are. */
const bare = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(ZOOM_|ES_|LOG_|npm_(?!config_))/.test(name)),
);

export async function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...bare, TZ: "UTC", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    ended.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    ended.stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, ...ended };
}

/** The project's documents, paths from the root. */
export function documents(): string[] {
  const tops = readdirSync(root).filter((name) => name.endsWith(".md"));
  const docs = readdirSync(join(root, "docs"), { recursive: true }).map((name) => `docs/${name}`);
  return [...tops, ...docs.filter((name) => name.endsWith(".md"))];
}

/** The commands of a document's `sh` blocks, a line each, continued lines joined. */
export function shellCommands(path: string): string[] {
  return [...read(path).matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) =>
    block
      .replaceAll("\\\n", " ")
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => line !== "" && !line.startsWith("#")),
  );
}
