/** What `.ci/install-browser` does on machines of different kinds: programs that stand for apt-get and the browser. */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { root, run } from "./support.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zoom-harvester-machine-"));
  for (const name of ["bash", "mkdir"]) symlinkSync(join("/bin", name), join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

function addProgram(name: string, script = ""): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** apt-get writes down how it was called, and installs a program of that name. */
const aptGet = (ends = 0) =>
  `echo "$@" >>"${join(folder, "calls")}"
   case "$*" in *install*) [ ${ends} = 0 ] && cp "${join(folder, "apt-get")}" "${join(folder, "chromium")}"; exit ${ends};; esac`;
const calls = () =>
  existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];

async function install(env: Record<string, string> = {}): Promise<string> {
  const all = { PATH: folder, XDG_CACHE_HOME: join(folder, "cache"), CHROME_PATH: "", ...env };
  const { code, stdout, stderr } = await run(join(root, ".ci/install-browser"), [], {
    cwd: folder,
    env: all,
  });
  expect([code, stderr]).toEqual([0, ""]);
  return stdout;
}

it("leaves a machine alone that has a browser", async () => {
  addProgram("apt-get", aptGet());
  addProgram("chromium-browser");
  expect(await install()).toBe(`the browser is ${join(folder, "chromium-browser")}\n`);
  expect(await install({ CHROME_PATH: "/opt/chrome" })).toContain("/opt/chrome");
  expect(calls()).toEqual([]);
});

it("installs Debian's for root, after an update, without recommendations, and keeps what it downloads", async () => {
  symlinkSync("/bin/cp", join(folder, "cp"));
  addProgram("id", "echo 0");
  addProgram("apt-get", aptGet());
  expect(await install()).toMatch(/installing chromium with apt-get\ninstalled .*\/chromium\n$/);
  const [update, installed] = calls();
  expect(update).toBe("-qq update");
  expect(installed).toMatch(/install --yes --no-install-recommends chromium$/);
  const cache = join(folder, "cache", "zoom-harvester-ci", "apt");
  expect(installed).toContain(`Dir::Cache::archives=${cache} `);
  expect(existsSync(join(cache, "partial"))).toBe(true);
});

it("says why there is none, and leaves the failing to the tests", async () => {
  expect(await install()).toMatch(/no apt-get to install one/);
  addProgram("id", "echo 1000");
  addProgram("apt-get", aptGet());
  expect(await install()).toMatch(/only root may install one/);
  expect(calls()).toEqual([]);
  addProgram("id", "echo 0");
  addProgram("apt-get", aptGet(100));
  expect(await install()).toMatch(/apt-get could not install chromium\n$/);
});
