/** The compose file and the Dockerfile: pinned, bounded, on loopback, and told in the documents. */

import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { read } from "./support.ts";

interface Service {
  image: string;
  profiles?: string[];
  ports?: string[];
  volumes?: string[];
  mem_limit?: string;
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
}

const compose = parse(read("docker-compose.yml"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
/** These run to their end and are not looked after. */
const oneShots = ["harvester", "demo", "permissions"];

describe("the compose file", () => {
  it.each(services)("%s is pinned, has a memory limit and a health check", (name, service) => {
    expect(service.image).toMatch(/:\d+\.\d+\.\d+$/);
    expect(service.mem_limit).toMatch(/^\d+[mg]$/);
    expect(service.healthcheck !== undefined || oneShots.includes(name)).toBe(true);
  });

  it("binds every port to loopback and keeps data in named volumes", () => {
    for (const [, { ports = [], volumes = [] }] of services) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(":")[0]);
    }
  });

  it("brings Elasticsearch and Kibana of one version, the rest by profile", () => {
    const plain = services.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name);
    expect(plain).toEqual(["elasticsearch", "kibana"]);
    const version = (name: string) => compose.services[name]?.image.split(":").at(-1);
    expect(version("kibana")).toBe(version("elasticsearch"));
    expect(version("dashboards")).toBe(version("opensearch"));
    expect(new Set(services.flatMap(([, { profiles = [] }]) => profiles))).toEqual(
      new Set(["harvest", "demo", "opensearch", "admin"]),
    );
  });

  it("runs the harvester with a read-only root, of the program's own version", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string };
    for (const name of ["harvester", "simulator", "demo"]) {
      expect(compose.services[name]?.read_only).toBe(true);
      expect(compose.services[name]?.image).toBe(`zoom-harvester:${version}`);
    }
  });

  it("is told, service by service, in docs/containers.md", () => {
    const text = read("docs/containers.md");
    for (const [name] of services) expect(text).toContain(`\`${name}\``);
  });
});

describe("the Dockerfile", () => {
  it("pins its base, runs as nobody in particular and writes to /data", () => {
    const text = read("Dockerfile");
    const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base ?? "");
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim$/);
    expect(text).toMatch(/^USER \d+:\d+$/m);
    expect(text).toMatch(/^VOLUME \/data$/m);
  });
});
