// example.env and docs/settings.md, from the table of settings.
import { settingGroups } from "./setting-groups.mjs";

/** @returns the text of example.env. @throws when a setting is in no group, or a group names none. */
export function renderExampleEnv(settings, otherVariables) {
  checkGroups(settings, otherVariables);
  const parts = settingGroups.map(({ title, note, flags, variables = [], empty = false }) => {
    const entries = [
      ...flags.map((flag) => entryOf(find(settings, "flag", flag), empty)),
      ...variables.map((name) => `# ${find(otherVariables, "name", name).description}\n# ${name}=`),
    ];
    return [`## ${title}${note === undefined ? "" : `. ${note}`}`, ...entries].join("\n\n");
  });
  const head =
    "# Copy this file to .env and fill in the first three. A flag wins over a variable of the environment, that\n" +
    "# over this file, this file over the default, which is the value shown. Made by: npm run docs";
  return `${[head, ...parts].join("\n\n")}\n`;
}

function entryOf(setting, isNeeded) {
  const { env, description, given, shownDefault, flag } = setting;
  const [name, ...others] = env;
  const also = others.length === 0 ? "" : ` (also ${others.join(", ")})`;
  const preset = shownDefault === undefined ? "" : `; default: ${shownDefault}`;
  return `# --${flag}: ${description}${also}${preset}\n${isNeeded ? "" : "# "}${name}=${given ?? ""}`;
}

/** @returns the text of docs/settings.md. */
export function renderSettings(settings, otherVariables) {
  const rows = settings.map(({ flag, value, env, given, shownDefault, description }) => [
    code(`--${flag}${value === undefined ? "" : ` ${value}`}`),
    env.map(code).join(", "),
    shownDefault ?? (given === undefined ? "" : code(given)),
    description,
  ]);
  const others = otherVariables.map(({ name, description }) => [code(name), description]);
  return [
    "# Settings of a harvest",
    "Made by `npm run docs` from `src/settings.ts`; `zoom-harvester --help` says the same.",
    "A flag wins over a variable of the environment, that over the `.env` file, that over the default. Long flags " +
      "may be written with `_` or `-`. White space around a value is taken away. The flags of the 2017 script come first.",
    table(["flag", "environment", "default", "meaning"], rows),
    "Variables without a flag:",
    table(["environment", "meaning"], others),
  ]
    .join("\n\n")
    .concat("\n");
}

/** A Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function code(text) {
  return `\`${text}\``;
}

function find(list, key, value) {
  const found = list.find((one) => one[key] === value);
  if (found === undefined)
    throw new Error(`scripts/docs/setting-groups.mjs names "${value}", which is no setting`);
  return found;
}

function checkGroups(settings, otherVariables) {
  const flags = settingGroups.flatMap((group) => group.flags);
  const variables = settingGroups.flatMap((group) => group.variables ?? []);
  const missing = [
    ...settings.filter(({ flag, env }) => env.length > 0 && !flags.includes(flag)).map(({ flag }) => flag),
    ...otherVariables.filter(({ name }) => !variables.includes(name)).map(({ name }) => name),
  ];
  if (missing.length > 0)
    throw new Error(`scripts/docs/setting-groups.mjs lacks ${missing.join(", ")}: put each into a group`);
}
