/** The command line: commands and flags for commander, which is all that `--help` loads. */

import { Command, CommanderError } from "commander";
import { type ExitCode, exitCode, HarvesterError } from "../errors.ts";
import type { Flags } from "../setting-sources.ts";
import { readVersion } from "../version.ts";
import { addAttendanceFlags } from "./attendance-flags.ts";
import { dashboardCommand } from "./dashboard-flags.ts";
import { addReportFlags } from "./report-flags.ts";
import { addSettings, searchFlags, storeFlags } from "./setting-flags.ts";
import { simulateCommand } from "./simulate.ts";
import { addStreamsFlags } from "./streams-flags.ts";

const examples = `
Examples:
  $ zoom-harvester                                      yesterday, into zoom-harvester.duckdb
  $ zoom-harvester --es_host localhost:9200             yesterday, into Elasticsearch or OpenSearch
  $ zoom-harvester --from 2026-11-01 --to 2026-11-07    a week
  $ zoom-harvester --destination stdout --date today    one JSON document a line, to pipe on
`;

/** Parses the arguments and runs the command. @returns the exit code. Errors are printed, not thrown. */
export async function createProgram(args: readonly string[], interrupted: AbortSignal): Promise<ExitCode> {
  let code: ExitCode = exitCode.complete;
  const version = readVersion();
  const program = new Command("zoom-harvester");
  const context = { env: process.env, version, interrupted, stderr: process.stderr };
  const runHarvest = async (_: unknown, command: Command) => {
    const [unknown] = command.args;
    if (unknown !== undefined) unknownCommand(program, unknown);
    const harvest = await import("./harvest.ts");
    code = await harvest.runHarvest(command.optsWithGlobals(), context);
  };

  program
    .description(
      "Harvests every past Zoom meeting and participant session into a search engine, DuckDB or onto stdout.",
    )
    .usage("[harvest] [flags]\n       zoom-harvester COMMAND [flags]")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", examples)
    .allowExcessArguments()
    .enablePositionalOptions()
    .exitOverride()
    .action(runHarvest);
  const jsonFlag = "--json";
  addSettings(program)
    .option(jsonFlag, "with --dry_run: print one JSON object")
    .version(version, "--version", "print the version");
  const harvestCommand = addSettings(new Command("harvest"))
    .option(jsonFlag, "with --dry_run: print one JSON object")
    .description("harvest meetings and sessions; the default command")
    .addHelpText("after", examples)
    .allowExcessArguments()
    .exitOverride()
    .action(runHarvest);
  const demoCommand = new Command("demo")
    .description("harvest a simulated account into zoom-demo.duckdb and show it; needs no Zoom account")
    .option("--db <file>", "the DuckDB file", "zoom-demo.duckdb")
    .option("--open", "open the browser, where the dashboard is served: on a terminal")
    .exitOverride()
    .action(async (options: { db: string; open?: boolean }) => {
      const demo = await import("./demo.ts");
      code = await demo.runDemo(options, context);
    });
  const completionCommand = new Command("completion")
    .description('print a completion script: eval "$(zoom-harvester completion bash)"')
    .argument("<shell>", "bash, zsh or fish")
    .exitOverride();
  const templatesCommand = addSettings(new Command("templates"), searchFlags)
    .description("print, install or check the search engine's index templates; needs no Zoom account")
    .argument("[names...]", "the templates to print; all without")
    .option("--print", "print them as JSON, as in index_templates/ (the default)")
    .option("--install", "install what is missing or older")
    .option("--check", "say what is installed; ends with 4 when something is missing")
    .exitOverride()
    .action(async (names: string[], flags: Flags) => {
      const templates = await import("./templates.ts");
      code = await templates.runTemplates(names, flags, context);
    });
  const copyCommand = addSettings(new Command("copy"), [
    ...searchFlags.filter((flag) => flag !== "es_host"),
    "allow_account",
    "lock_wait",
  ])
    .description(
      "copy a store's documents and ledger into another: who began with the file goes on with the cluster",
    )
    .requiredOption("--from <store>", "a DuckDB file, or host:port or URL of a search engine")
    .requiredOption("--to <store>", "the same")
    .exitOverride()
    .action(async (flags: Flags) => {
      const copy = await import("./copy.ts");
      code = await copy.runCopy(flags, context);
    });
  const planCommand = addSettings(new Command("plan"))
    .description("say what a harvest of these days would do and cost; writes nothing, makes cheap calls only")
    .option(jsonFlag, "print one JSON object")
    .exitOverride()
    .action(async (flags: Flags) => {
      const plan = await import("./plan.ts");
      code = await plan.runPlan(flags, context);
    });
  const statusCommand = addSettings(new Command("status"), [
    ...storeFlags,
    "from",
    "to",
    "timezone",
    "settle_after",
    "day_share",
  ])
    .description("say what is stored, and how complete it is; needs no Zoom account")
    .option(jsonFlag, "print one JSON object")
    .exitOverride()
    .action(async (flags: Flags) => {
      const status = await import("./status.ts");
      code = await status.runStatus(flags, context);
    });
  const reportCommand = addReportFlags(
    addSettings(new Command("report"), [...storeFlags, "from", "to", "timezone"]),
  )
    .description("say what went on and when it came closest to the limits; needs no Zoom account")
    .exitOverride()
    .action(async (flags: Flags) => {
      const report = await import("./report.ts");
      code = await report.runReport(flags, context);
    });
  const runsCommand = addSettings(new Command("runs"), storeFlags)
    .description("say what each run did; needs no Zoom account")
    .argument("[run]", "one run, whole")
    .option("--last <n>", "so many of the latest runs", "20")
    .option(jsonFlag, "print one JSON array")
    .exitOverride()
    .action(async (run: string | undefined, flags: Flags) => {
      const runs = await import("./runs.ts");
      code = await runs.runRuns(run, flags, context);
    });
  const attendanceCommand = addAttendanceFlags(
    addSettings(new Command("attendance"), [...storeFlags, "from", "to", "timezone"]),
  )
    .description(
      "say who came to a meeting, a webinar or a series, how long, and who did not; needs no Zoom account",
    )
    .exitOverride()
    .action(async (flags: Flags) => {
      const attendance = await import("./attendance.ts");
      code = await attendance.runAttendance(flags, context);
    });
  const verifyCommand = addSettings(new Command("verify"))
    .description(
      "list days again at Zoom and prove that the store has all of it; changes nothing without --repair",
    )
    .option("--repair", "harvest what differs, then compare again")
    .option("--deep [part]", "read session lists again: all, or a number of meetings as a sample (100)")
    .option(jsonFlag, "print one JSON object")
    .exitOverride()
    .action(async (flags: Flags) => {
      const verify = await import("./verify.ts");
      code = await verify.runVerify(flags, context);
    });
  const replayCommand = addSettings(new Command("replay"), storeFlags)
    .description(
      "list, show, send again or drop dead letters: records that the store refused; needs no Zoom account",
    )
    .argument("[keys...]", "keys as the list shows them, their first characters are enough; all without")
    .option("--list", "list them (the default)")
    .option("--show", "print the records, personal data included")
    .option("--send", "send them again")
    .option("--drop", "forget them")
    .option(jsonFlag, "print JSON")
    .exitOverride()
    .action(async (keys: string[], flags: Flags) => {
      const replay = await import("./replay.ts");
      code = await replay.runReplay(keys, flags, context);
    });
  const exportCommand = addSettings(new Command("export"), [...storeFlags, "from", "to", "timezone"])
    .description("write what is stored as CSV, Parquet or NDJSON; needs no Zoom account")
    .option("--what <name>", "attendance, meetings, sessions, or any other stream")
    .option("--series <id>", "only the meetings of this number")
    .option("--meeting <uuid>", "only this meeting, by its uuid")
    .option("--format <format>", "csv, parquet or ndjson; by the name of the file, ndjson without one")
    .option("--out <file>", "the file, or with --partition the folder; standard output without it")
    .option("--partition <month>", "month: a folder month=2026-03/ for each, by --timezone")
    .option("--overwrite", "with --partition: replace a folder of such months")
    .exitOverride()
    .action(async (flags: Flags) => {
      const exporting = await import("./export.ts");
      code = await exporting.runExport(flags, context);
    });
  const doctorCommand = addSettings(new Command("doctor"))
    .description(
      "say what keeps a harvest, or one of these --streams, from working: credentials, scopes, plan, store; changes nothing",
    )
    .option("--json", "print one JSON object")
    .exitOverride()
    .action(async (flags: Flags) => {
      const doctor = await import("./doctor.ts");
      code = await doctor.runDoctor(flags, context);
    });
  const streamsCommand = addSettings(addStreamsFlags(new Command("streams")), [
    ...["key", "secret", "account_id", "plan", "source", "timeout", "limits", "share"],
    ...["zoom_api_url", "zoom_oauth_url", "destination", "db", "lock_wait", ...searchFlags],
  ])
    .description("list what can be harvested, what it costs, and what the account allows; changes nothing")
    .exitOverride()
    .action(async (names: string[], flags: Flags) => {
      const listed = await import("./streams.ts");
      code = await listed.runStreams(names, flags, context);
    });
  program.addCommand(harvestCommand);
  program.addCommand(planCommand);
  program.addCommand(statusCommand);
  program.addCommand(verifyCommand);
  program.addCommand(replayCommand);
  program.addCommand(reportCommand);
  program.addCommand(runsCommand);
  program.addCommand(attendanceCommand);
  program.addCommand(
    dashboardCommand(async (flags) => {
      const dashboard = await import("./dashboard.ts");
      code = await dashboard.runDashboard(flags, context);
    }),
  );
  program.addCommand(exportCommand);
  program.addCommand(doctorCommand);
  program.addCommand(streamsCommand);
  program.addCommand(templatesCommand);
  program.addCommand(copyCommand);
  program.addCommand(demoCommand);
  program.addCommand(simulateCommand().exitOverride());

  // Whoever reads a pipe may go (`| head`): what is printed after that is for nobody, and no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  try {
    // The completion library is loaded for these two alone; the help shows a stand-in.
    if (args[0] === "completion" || args[0] === "complete") {
      const { addCompletion } = await import("./completion.ts");
      addCompletion(program);
      await program.parseAsync(args, { from: "user" });
    } else {
      program.addCommand(completionCommand);
      await program.parseAsync(args.map(underscored), { from: "user" });
    }
  } catch (error) {
    return ended(error);
  }
  return code;
}

/** Long flags may be written with dashes or underscores: `--es-host=x` is `--es_host=x`. */
export function underscored(argument: string): string {
  const flag = /^--[a-z][a-z_-]*/i.exec(argument)?.[0];
  return flag === undefined
    ? argument
    : `--${flag.slice(2).replaceAll("-", "_")}${argument.slice(flag.length)}`;
}

/** Commander's own words and suggestion for a command that does not exist. */
function unknownCommand(program: Command, name: string): never {
  program.args = [name];
  (program as unknown as { unknownCommand(): never }).unknownCommand();
  throw new CommanderError(exitCode.usage, "commander.unknownCommand", `unknown command '${name}'`);
}

function ended(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.complete : exitCode.usage;
  const { message } = error as Error;
  process.stderr.write(`error: ${message}\n`);
  if (error instanceof HarvesterError) return error.exitCode;
  process.stderr.write(
    "this is a bug of zoom-harvester. Try: --log_level debug, and report it with what it prints\n",
  );
  if (process.env.LOG_LEVEL === "debug") process.stderr.write(`${(error as Error).stack}\n`);
  return exitCode.bug;
}
