/** docs/scheduling.md: its units, crontab and manifests are well-formed and say only what the program knows. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { exitCode } from "../../src/errors.ts";
import { settings } from "../../src/settings.ts";
import { otherVariables } from "../../src/variables.ts";
import { read, run } from "./support.ts";

interface Container {
  name: string;
  image: string;
  args: string[];
  env: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  resources: { requests: Record<string, string>; limits: Record<string, string> };
  securityContext: Record<string, unknown>;
  volumeMounts: { name: string; mountPath: string }[];
}

interface CronJob {
  kind: string;
  metadata: { name: string };
  spec: {
    schedule: string;
    concurrencyPolicy: string;
    startingDeadlineSeconds: number;
    jobTemplate: {
      spec: {
        backoffLimit: number;
        template: {
          spec: {
            restartPolicy: string;
            securityContext: Record<string, unknown>;
            containers: [Container];
            volumes: { name: string; emptyDir?: unknown; persistentVolumeClaim?: { claimName: string } }[];
          };
        };
      };
    };
  };
}

const text = read("docs/scheduling.md");
const blocks = (language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, block = ""]) => block,
  );

const manifests = blocks("yaml").flatMap((block) => parseAllDocuments(block));
const [job, claim, patch] = manifests.map((manifest) => manifest.toJS()) as [
  CronJob,
  { kind: string; metadata: { name: string } },
  CronJob,
];
const podOf = ({ spec }: CronJob) => spec.jobTemplate.spec.template.spec;
const [container] = podOf(job).containers;

const [service = "", timer = ""] = blocks("ini");
const sectionsOf = (unit: string) => [...unit.matchAll(/^\[(\w+)\]$/gm)].map(([, name]) => name);
const execStart = /^ExecStart=(.*)$/m.exec(service)?.[1] ?? "";
const cron = /^17 \* \* \* \* .*$/m.exec(text)?.[0] ?? "";

/** Commands of others have flags of their own. */
const ours = text.replace(/^(useradd|systemctl|journalctl|find|jq) .*$/gm, "");
/** \`status\` has this one. */
const flagsOfCommands = ["json"];
/** Flags that the harvest is about to get; without a place in the table of settings so far. */
const flagsToCome = ["wait"];

describe("docs/scheduling.md", () => {
  it("uses only flags that exist", () => {
    const known = [...settings.map(({ flag }) => flag), ...flagsOfCommands, ...flagsToCome];
    const used = [...ours.matchAll(/(?<![\w-])--([a-z][\w-]*)/g)].map(([, flag]) => flag);
    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((flag) => !known.includes(flag ?? ""))).toEqual([]);
  });

  it("uses only variables that exist", () => {
    const known = [...settings.flatMap(({ env }) => env), ...otherVariables.map(({ name }) => name)];
    const used = [...text.matchAll(/\b(?:ZOOM|ES)_[A-Z_]+/g)].map(([name]) => name);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("tells the defaults as they are", () => {
    const told = [...text.matchAll(/`--(\w+)` \((\d+\w)\)/g)].map(([, flag, value]) => ({ flag, value }));
    expect(told.map(({ flag }) => flag)).toEqual(["look_back", "recheck_every", "lock_wait"]);
    for (const { flag, value } of told)
      expect(settings.find((setting) => setting.flag === flag)?.given).toBe(value);
  });

  it("says of every exit code who acts", () => {
    const rows = [...text.matchAll(/^\| (\d) \| [^|]+ \| [^|]+ \|$/gm)].map(([, code]) => Number(code));
    expect(rows).toEqual(Object.values(exitCode).sort());
  });

  it("schedules commands with a destination and without dates", () => {
    for (const command of [execStart, cron, ` ${container.args.join(" ")}`]) {
      expect(command).toMatch(/ --destination (duckdb|elasticsearch)\b/);
      expect(command).not.toMatch(/ --(date|from|to)\b/);
    }
  });

  it("names the program and every file by an absolute path", () => {
    for (const command of [execStart, cron]) {
      expect(command).toMatch(/(^|&& )\/usr\/local\/bin\/zoom-harvester --/);
      const files = [...command.matchAll(/--(?:db|summary|env_file) (\S+)/g)].map(([, file]) => file);
      expect(files.length).toBeGreaterThan(1);
      for (const file of files) expect(file).toMatch(/^\//);
    }
  });
});

describe("the crontab", () => {
  it("has a log file for both streams, finds node, and has no percent sign, which cron would eat", () => {
    expect(text).toMatch(/^PATH=\S*\/usr\/local\/bin/m);
    expect(cron).toMatch(/ >>\/var\/log\/\S+ 2>&1$/);
    expect(cron).not.toContain("%");
  });
});

describe("the systemd units", () => {
  it("have the sections that they need", () => {
    expect(sectionsOf(service)).toEqual(["Unit", "Service"]);
    expect(sectionsOf(timer)).toEqual(["Unit", "Timer", "Install"]);
  });

  it("run once an hour, later when the machine was off, and not at the full hour", () => {
    expect(timer).toMatch(/^OnCalendar=hourly$/m);
    expect(timer).toMatch(/^RandomizedDelaySec=\d+min$/m);
    expect(timer).toMatch(/^Persistent=true$/m);
  });

  it("run as a user of their own, with variables from a file and a folder for the state", () => {
    for (const name of [
      "Type=oneshot",
      "User=",
      "EnvironmentFile=",
      "StateDirectory=",
      "NoNewPrivileges=yes",
    ])
      expect(service).toMatch(new RegExp(`^${name}`, "m"));
  });

  it("do not fail on what the next run puts right", () => {
    expect(service).toMatch(
      new RegExp(`^SuccessExitStatus=${exitCode.incomplete} ${exitCode.deadLetters}$`, "m"),
    );
  });

  it("leave out what would break the program", () => {
    expect(service).not.toMatch(/^(MemoryDenyWriteExecute|ProtectProc)=/m);
  });

  const hasAnalyze = spawnSync("systemd-analyze", ["--version"]).status === 0;
  it.skipIf(!hasAnalyze)("pass systemd-analyze verify (skipped without it)", async () => {
    const folder = mkdtempSync(join(tmpdir(), "units-"));
    // The program is looked for: any that is installed stands for ours.
    const units = {
      "zoom-harvester.service": service.replace("/usr/local/bin/zoom-harvester", process.execPath),
      "zoom-harvester.timer": timer,
    };
    for (const [name, unit] of Object.entries(units)) writeFileSync(join(folder, name), unit);
    const paths = Object.keys(units).map((name) => join(folder, name));
    const { code, stderr } = await run("systemd-analyze", ["verify", "--man=no", ...paths], { cwd: folder });
    rmSync(folder, { recursive: true });
    expect(stderr.split("\n").filter((line) => line.includes("zoom-harvester"))).toEqual([]);
    expect(code).toBe(0);
  });
});

describe("the Kubernetes manifests", () => {
  it("are a CronJob, and a claim with a patch of it", () => {
    expect(manifests.flatMap(({ errors }) => errors)).toEqual([]);
    expect([job.kind, claim.kind, patch.kind]).toEqual(["CronJob", "PersistentVolumeClaim", "CronJob"]);
    expect(patch.metadata.name).toBe(job.metadata.name);
  });

  it("start every hour, never two at once, and leave trying again to the next hour", () => {
    expect(job.spec.schedule).toMatch(/^[1-9]\d? \* \* \* \*$/);
    expect(job.spec.concurrencyPolicy).toBe("Forbid");
    expect(job.spec.startingDeadlineSeconds).toBeGreaterThan(0);
    expect(job.spec.jobTemplate.spec.backoffLimit).toBe(0);
    expect(podOf(job).restartPolicy).toBe("Never");
  });

  it("run the program's own version as the image's user, without rights, on a read-only root", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string };
    const user = Number(/^USER (\d+)/m.exec(read("Dockerfile"))?.[1]);
    expect(container.image).toBe(`zoom-harvester:${version}`);
    expect(podOf(job).securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: user, fsGroup: user });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container.resources).toMatchObject({ requests: { memory: "256Mi" }, limits: { memory: "1Gi" } });
  });

  it("take every credential from the secret, whose keys the text names", () => {
    const given = container.env.map(({ name }) => name);
    expect(given.sort()).toEqual(["ES_API_KEY", "ES_HOST", "ZOOM_ACCOUNT_ID", "ZOOM_KEY", "ZOOM_SECRET"]);
    for (const { name, value, valueFrom } of container.env) {
      if (name === "ES_HOST") continue;
      expect([name, value]).toEqual([name, undefined]);
      expect(text).toMatch(new RegExp(`A secret .*\`${valueFrom?.secretKeyRef.key}\``));
    }
  });

  it("may write where the program writes, and nowhere else", () => {
    const mounted = container.volumeMounts.map(({ name, mountPath }) => `${name} ${mountPath}`);
    expect(mounted).toEqual(["data /data", "tmp /tmp"]);
    expect(podOf(job).volumes.map(({ name }) => name)).toEqual(["data", "tmp"]);
  });

  it("patch the container and the volume that are there, with the claim's name", () => {
    const { containers, volumes } = podOf(patch);
    expect(containers[0].name).toBe(container.name);
    expect(volumes).toEqual([
      { name: "data", emptyDir: null, persistentVolumeClaim: { claimName: claim.metadata.name } },
    ]);
    expect(containers[0].args.filter((arg) => arg.startsWith("/"))).toEqual([
      "/data/zoom-harvester.duckdb",
      "/data/last-run.json",
    ]);
  });
});
