/**
 * `zoom-harvester simulate`: serves a simulated Zoom account on loopback until a signal ends it. Standard output is
 * exactly the dotenv lines that point a harvester at it.
 */
import { Command, InvalidArgumentError, Option } from "commander";
import type { GivenOptions } from "../simulator/options.ts";
import type { ServedSimulator } from "../simulator/serve.ts";
import { choiceSwitches, numberSwitches, textSwitches } from "../simulator/switches.ts";

interface Flags extends Record<string, string | boolean | undefined> {
  exit_with_parent?: boolean;
}

function addFlags(command: Command): Command {
  for (const [name, { meaning, ...rest }] of Object.entries(numberSwitches)) {
    const value = "value" in rest ? `; default ${rest.value}` : "";
    command.addOption(new Option(`--${name} <number>`, `${meaning}${value}`));
  }
  for (const [name, meaning] of Object.entries(textSwitches))
    command.addOption(new Option(`--${name} <text>`, meaning));
  for (const [name, [values, meaning]] of Object.entries(choiceSwitches)) {
    command.addOption(
      new Option(`--${name} <value>`, `${meaning}; default ${values[0]}`).choices([...values]),
    );
  }
  return command.option("--exit_with_parent", "end when the process that started it has ended");
}

/**
 * The simulator's switches among all flags given. Some have the name of a flag of the program itself (`--plan`,
 * `--from`), and commander may then count them as the program's: so the program's are looked through too.
 */
function switchesOf(flags: Flags): GivenOptions {
  const given: Record<string, string> = {};
  for (const name of [
    ...Object.keys(numberSwitches),
    ...Object.keys(textSwitches),
    ...Object.keys(choiceSwitches),
  ]) {
    const value = flags[name];
    if (typeof value === "string") given[name] = value;
  }
  return given;
}

function dotenv({ url, credentials }: ServedSimulator): string {
  const lines = {
    ZOOM_API_URL: `${url}/v2`,
    ZOOM_OAUTH_URL: `${url}/oauth/token`,
    ZOOM_KEY: credentials.key,
    ZOOM_SECRET: credentials.secret,
    ZOOM_ACCOUNT_ID: credentials.accountId,
  };
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** Settles on SIGINT, SIGTERM or, where there is one to watch, the end of the parent process. */
function untilEnded(parent: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    const watch = parent && setInterval(() => process.ppid !== parent && end(), 1_000).unref();
    function end(): void {
      if (watch) clearInterval(watch);
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
      resolve();
    }
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
  });
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

async function simulate(flags: Flags): Promise<void> {
  // Before anything is said: whoever has read the lines may end at once.
  const parent = flags.exit_with_parent ? process.ppid : undefined;
  const { serveSimulator } = await import("../simulator/serve.ts");
  const { OptionError } = await import("../simulator/options.ts");
  let served: ServedSimulator;
  try {
    served = await serveSimulator(switchesOf(flags));
  } catch (error) {
    if (error instanceof OptionError) throw new InvalidArgumentError(error.message);
    if (isPortTaken(error))
      throw new InvalidArgumentError(`Expected \`port\` to be free, got \`${flags.port}\`.`);
    throw error;
  }
  process.stdout.write(dotenv(served));
  process.stderr.write(`Simulated Zoom account on ${served.url}; Ctrl-C ends it.\n`);
  await untilEnded(parent);
  await served.close();
}

/** The command `simulate` with all its flags. */
export function simulateCommand(): Command {
  return addFlags(new Command("simulate").description("serve a simulated Zoom account on loopback")).action(
    (_: Flags, command: Command) => simulate(command.optsWithGlobals<Flags>()),
  );
}
