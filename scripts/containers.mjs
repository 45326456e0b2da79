// Builds the image and brings the compose file up for real, with podman and podman-compose, on a machine that reaches no
// image registry: the base images are made here, under the names that the files use. Usage: node scripts/containers.mjs
// [--keep]. Needs podman, runc, netavark, aardvark-dns, iptables, mmdebstrap, buildah and podman-compose, and root.

import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bringElasticsearch, findJava } from "./search-servers/artifacts.mjs";
import { kinds } from "./search-servers/kinds.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
  "zoom-harvester-ci",
  "containers",
);
const project = "zoom-harvester-check";
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const image = `localhost/zoom-harvester:${version}`;
const work = mkdtempSync(join(tmpdir(), "zoom-harvester-containers-"));
const engine = join(work, "containers.conf");
mkdirSync(cache, { recursive: true });
writeFileSync(
  engine,
  '[engine]\nruntime="runc"\n[containers]\ndefault_ulimits=["nofile=1024:20000","nproc=1000:1000"]\n',
);
process.env.CONTAINERS_CONF = engine;

/** Runs a command; throws with the end of what it said when it fails. */
function run(command, args, { cwd = root, input } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    input,
    encoding: "utf8",
    maxBuffer: 50_000_000,
    timeout: 600_000,
  });
  if (status === 0) return stdout;
  throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? `${stdout}\n${stderr}`.slice(-1_500)}`);
}
const podman = (...args) => run("podman", args);
const compose = (...args) => run("podman-compose", ["-p", project, ...args]);

const results = [];
async function step(name, work) {
  const startedAt = performance.now();
  try {
    await work();
    results.push(true);
    console.log(`PASS ${name} (${Math.round((performance.now() - startedAt) / 1_000)} s)`);
  } catch (error) {
    results.push(false);
    console.log(`FAIL ${name}: ${/** @type {Error} */ (error).message}`);
  }
}

/** Debian, as the images are built on it. */
function makeDebian() {
  const tar = join(cache, "bookworm.tar");
  if (!existsSync(tar)) {
    run("mmdebstrap", ["--variant=minbase", "--include=ca-certificates,curl", "bookworm", tar]);
  }
  podman("import", tar, "localhost/debian:bookworm-slim");
}

function buildFrom(folder, image, lines) {
  writeFileSync(join(folder, "Dockerfile"), `${lines.join("\n")}\n`);
  run("buildah", ["bud", "--isolation", "chroot", "-q", "-t", image, folder]);
}

/** Node's image: this machine's node and npm under the name that the Dockerfile uses. */
function makeNode() {
  const [, image = ""] = /^FROM (\S+)/m.exec(readFileSync(join(root, "Dockerfile"), "utf8")) ?? [];
  const folder = join(work, "node");
  mkdirSync(join(folder, "lib"), { recursive: true });
  cpSync(process.execPath, join(folder, "node"));
  const npm = dirname(dirname(realpathSync(run("sh", ["-c", "command -v npm"]).trim())));
  cpSync(npm, join(folder, "lib", "npm"), { recursive: true });
  buildFrom(folder, `docker.io/library/${image}`, [
    "FROM localhost/debian:bookworm-slim",
    "COPY node /usr/local/bin/node",
    "COPY lib/npm /usr/local/lib/node_modules/npm",
    "RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx",
  ]);
}

/** Elasticsearch's image: the small build and a JDK, honouring the variables that the compose file sets. */
async function makeElasticsearch() {
  const [, image = ""] =
    /image: (\S+elasticsearch:\S+)/.exec(readFileSync(join(root, "docker-compose.yml"), "utf8")) ?? [];
  const folder = join(work, "elasticsearch");
  await bringElasticsearch(kinds.es9, join(folder, "elasticsearch"));
  cpSync(findJava(kinds.es9.java), join(folder, "jdk"), { recursive: true, dereference: true });
  writeFileSync(
    join(folder, "entry.sh"),
    [
      "#!/bin/bash",
      // As the real image: settings are variables with a dot in their name, which bash does not show.
      "config=/usr/share/elasticsearch/config/elasticsearch.yml",
      "{ echo 'network.host: 0.0.0.0'; echo 'cluster.routing.allocation.disk.threshold_enabled: false'",
      "  tr '\\0' '\\n' < /proc/$$/environ | grep -E '^[a-z_]+(\\.[a-z_-]+)+=' | sed -E 's/^([^=]+)=(.*)$/\\1: \"\\2\"/'; } > $config",
      "exec /usr/share/elasticsearch/bin/elasticsearch",
    ].join("\n"),
  );
  buildFrom(folder, image, [
    "FROM localhost/debian:bookworm-slim",
    "COPY jdk /opt/jdk",
    "COPY elasticsearch /usr/share/elasticsearch",
    "COPY entry.sh /entry.sh",
    "RUN useradd -r -u 1000 -d /usr/share/elasticsearch elasticsearch && mkdir -p /usr/share/elasticsearch/data && chown -R 1000 /usr/share/elasticsearch && chmod 755 /entry.sh",
    "ENV ES_JAVA_HOME=/opt/jdk",
    "USER 1000",
    'ENTRYPOINT ["/bin/bash", "/entry.sh"]',
  ]);
}

function buildImage() {
  // The build asks the package registry as this machine does, and trusts whom this machine trusts.
  const npmrc = join(work, "npmrc");
  const own = join(homedir(), ".npmrc");
  const trusted = "cafile=/etc/ssl/certs/ca-certificates.crt\n";
  writeFileSync(npmrc, `${existsSync(own) ? readFileSync(own, "utf8") : ""}\n${trusted}`);
  const mounts = ["-v", "/etc/ssl/certs:/etc/ssl/certs:ro", "-v", `${npmrc}:/root/.npmrc:ro`];
  run("buildah", ["bud", "--isolation", "chroot", ...mounts, "-t", image, root]);
  const size = Number(podman("image", "inspect", image, "--format", "{{.Size}}"));
  console.log(`     the image has ${Math.round(size / 1_000_000)} MB`);
}

function demoReadOnly() {
  const options = ["--rm", "--read-only", "--tmpfs", "/tmp", "-v", `${project}_file:/data`];
  const said = spawnSync("podman", ["run", ...options, image, "demo"], { encoding: "utf8" });
  if (said.status !== 0) throw new Error(said.stderr.slice(-800));
  const user = podman("run", "--rm", "--entrypoint", "id", image, "-u").trim();
  if (user !== "10001") throw new Error(`it runs as ${user}`);
}

function checkCompose() {
  const text = compose("--profile", "demo", "--profile", "opensearch", "--profile", "admin", "config");
  for (const name of ["elasticsearch", "kibana", "simulator", "demo", "opensearch", "dashboards", "admin"]) {
    if (!text.includes(`${name}:`)) throw new Error(`the parsed file has no ${name}`);
  }
}

/** Health checks are not scheduled without systemd: they are run here. */
async function untilHealthy(service) {
  const name = `${project}_${service}_1`;
  for (let attempt = 0; attempt < 90; attempt += 1) {
    if (spawnSync("podman", ["healthcheck", "run", name]).status === 0) return;
    await delay(1_000);
  }
  throw new Error(`${service} did not become healthy: ${podman("logs", "--tail", "15", name)}`);
}

const countOf = async (alias) => {
  await fetch(`http://127.0.0.1:9200/${alias}/_refresh`, { method: "POST" });
  const answer = await fetch(`http://127.0.0.1:9200/${alias}/_count`);
  return /** @type {{ count: number }} */ (await answer.json()).count;
};

let before = [0, 0];
await step("Debian, Node and Elasticsearch images under the names of the files", async () => {
  makeDebian();
  makeNode();
  await makeElasticsearch();
});
await step("the Dockerfile builds", buildImage);
await step("the demo runs as user 10001 with a read-only root", demoReadOnly);
await step("podman-compose parses the compose file", checkCompose);
await step("Elasticsearch and the simulator become healthy", async () => {
  compose("up", "-d", "--no-deps", "elasticsearch");
  await untilHealthy("elasticsearch");
  compose("--profile", "demo", "up", "--no-deps", "permissions");
  compose("--profile", "demo", "up", "-d", "--no-deps", "simulator");
  await untilHealthy("simulator");
});
await step("the demo harvests into Elasticsearch", async () => {
  compose("--profile", "demo", "up", "--no-deps", "demo");
  const code = podman("inspect", `${project}_demo_1`, "--format", "{{.State.ExitCode}}").trim();
  before = [await countOf("meetings"), await countOf("sessions")];
  if (code !== "0" || before[0] === 0) throw new Error(podman("logs", "--tail", "20", `${project}_demo_1`));
  console.log(`     ${before[0]} meetings, ${before[1]} sessions`);
});
await step("the data are there after a restart", async () => {
  podman("restart", `${project}_elasticsearch_1`);
  await untilHealthy("elasticsearch");
  const after = [await countOf("meetings"), await countOf("sessions")];
  if (String(after) !== String(before)) throw new Error(`${before} before, ${after} after`);
});
if (!process.argv.includes("--keep")) {
  await step("everything is taken down", () => {
    compose("--profile", "demo", "down", "--volumes");
    spawnSync("podman", ["volume", "rm", "-f", `${project}_file`]);
  });
}
rmSync(work, { recursive: true, force: true });
process.exitCode = results.every(Boolean) ? 0 : 1;
