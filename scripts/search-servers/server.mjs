// Starts one real search server as a process of its own, and stops it, kills it, starts it again on the same data.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bringElasticsearch, bringOpenSearch, findJava } from "./artifacts.mjs";
import { kinds, users } from "./kinds.mjs";

const roles = fileURLToPath(new URL("../../docs/roles/elasticsearch.yml", import.meta.url));
/** Elasticsearch refuses to run as root; any other number will do. */
const unprivileged = 64_123;
const readyMs = 180_000;

/**
 * @typedef {object} Server
 * @property {string} url without credentials
 * @property {string | undefined} ca the file with the certificate authority
 * @property {number} pid of its process group
 * @property {() => Promise<void>} stop in order
 * @property {() => Promise<void>} kill at once, as a crash
 * @property {() => Promise<void>} restart on the same data and port; resolves when it answers
 */

/**
 * Starts a server and waits until it answers.
 * @param {import("./kinds.mjs").Kind} kind
 * @param {{ port: number, folder: string, settings?: Record<string, string>, heapMb?: number }} options `folder` is
 * the server's own, readable by everybody; its data stay there. `settings` are lines of elasticsearch.yml.
 * @returns {Promise<Server>}
 */
export async function startServer(kind, { port, folder, settings = {}, heapMb = 768 }) {
  const facts = kinds[kind];
  const java = findJava(facts.java);
  const prepare = facts.product === "elasticsearch" ? prepareElasticsearch : prepareOpenSearch;
  const command = await prepare(facts, { port, folder, settings, heapMb, java });
  const url = `${facts.secured ? "https" : "http"}://127.0.0.1:${port}`;
  let child = launch(command, folder);
  const start = async () => {
    child = launch(command, folder);
    await untilReady(url, child, folder);
  };
  await untilReady(url, child, folder);
  return {
    url,
    ca: facts.secured ? join(folder, "config", "certs", "http_ca.crt") : undefined,
    get pid() {
      return child.pid;
    },
    stop: () => end(child.pid, "SIGTERM"),
    kill: () => end(child.pid, "SIGKILL"),
    restart: start,
  };
}

async function prepareElasticsearch(facts, { port, folder, settings, heapMb, java }) {
  if (!existsSync(join(folder, "bin"))) {
    await bringElasticsearch(facts, folder);
    const lines = {
      "cluster.name": `zoom-harvester-${port}`,
      "discovery.type": "single-node",
      "network.host": "127.0.0.1",
      "http.port": port,
      "transport.port": port + 100,
      "cluster.routing.allocation.disk.threshold_enabled": false,
      ...(facts.secured ? {} : { "xpack.security.enabled": false }),
      ...settings,
    };
    const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\n`);
    writeFileSync(join(folder, "config", "elasticsearch.yml"), text.join(""));
    mkdirSync(join(folder, "config", "jvm.options.d"), { recursive: true });
    writeFileSync(
      join(folder, "config", "jvm.options.d", "heap.options"),
      `-Xms${heapMb}m\n-Xmx${heapMb}m\n`,
    );
    if (facts.secured) addUsers(folder, java);
    if (process.getuid?.() === 0) execFileSync("chown", ["-R", `${unprivileged}:${unprivileged}`, folder]);
  }
  const env = { PATH: process.env.PATH ?? "", HOME: folder, ES_JAVA_HOME: java };
  const user = process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {};
  return { file: join(folder, "bin", "elasticsearch"), args: [], env, ...user };
}

/** Users and roles in files, so that least privileges can be tried. */
function addUsers(folder, java) {
  writeFileSync(
    join(folder, "config", "roles.yml"),
    `${readFileSync(roles, "utf8")}\nnobody:\n  cluster: []\n`,
  );
  for (const [name, { password, role }] of Object.entries(users)) {
    execFileSync(join(folder, "bin", "elasticsearch-users"), ["useradd", name, "-p", password, "-r", role], {
      env: { PATH: process.env.PATH ?? "", HOME: folder, ES_JAVA_HOME: java },
      stdio: "pipe",
    });
  }
}

async function prepareOpenSearch(facts, { port, folder, heapMb, java }) {
  const jars = await bringOpenSearch(facts);
  mkdirSync(folder, { recursive: true });
  const modern =
    facts.java > 20 ? ["--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"] : [];
  const runner = ["org.codelibs.opensearch.runner.OpenSearchRunner", "-basePath", join(folder, "data")];
  // The runner numbers its nodes from 1 and adds the number to the port.
  const ports = [
    "-numOfNode",
    "1",
    "-baseHttpPort",
    String(port - 1),
    "-clusterName",
    `zoom-harvester-${port}`,
  ];
  const args = [`-Xms${heapMb}m`, `-Xmx${heapMb}m`, ...modern, "-cp", join(jars, "*"), ...runner, ...ports];
  return { file: join(java, "bin", "java"), args, env: { PATH: process.env.PATH ?? "", HOME: folder } };
}

function launch({ file, args, env, ...user }, folder) {
  const log = openSync(join(folder, "server.log"), "a");
  const child = spawn(file, args, { cwd: folder, env, detached: true, stdio: ["ignore", log, log], ...user });
  child.unref();
  return child;
}

async function untilReady(url, child, folder) {
  const until = performance.now() + readyMs;
  while (performance.now() < until) {
    if (await answers(url)) return;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await delay(300);
  }
  const log = readFileSync(join(folder, "server.log"), "utf8").split("\n").slice(-15).join("\n");
  throw new Error(`it did not start; the end of its log:\n${log}`);
}

/** True when a server answers there, also with a refusal. */
export function answers(url) {
  const get = url.startsWith("https:") ? getHttps : getHttp;
  return new Promise((resolve) => {
    const request = get(`${url}/_cluster/health`, { rejectUnauthorized: false, timeout: 2_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200 || answer.statusCode === 401);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
  });
}

/** Ends a whole process group, the server that a launcher started included, and waits for it. */
export async function end(pid, signal) {
  const isAlive = () => {
    try {
      process.kill(-pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  const until = performance.now() + 30_000;
  if (isAlive()) process.kill(-pid, signal);
  while (isAlive()) {
    if (performance.now() > until) process.kill(-pid, "SIGKILL");
    await delay(100);
  }
}
