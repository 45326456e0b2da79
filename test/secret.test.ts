import { inspect } from "node:util";
import { pino } from "pino";
import { expect, test } from "vitest";
import { ConfigurationError } from "../src/errors.ts";
import { Secret } from "../src/secret.ts";

const value = "s3cr3t-value";
const secret = new Secret(value);

test("only reveal gives a secret back", () => {
  expect(secret.reveal()).toBe(value);
});

test.each<[string, () => string]>([
  ["String", () => String(secret)],
  ["a template", () => `${secret}`],
  ["joining to a text", () => ["x", secret].join("")],
  ["JSON", () => JSON.stringify({ secret, list: [secret] })],
  ["inspect", () => inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
  ["Object.entries", () => JSON.stringify(Object.entries(secret))],
  ["spreading", () => JSON.stringify({ ...secret })],
  ["a structured clone", () => inspect(structuredClone({ ...secret }))],
  ["inspecting an error that carries it", () => inspect(Object.assign(new Error("x"), { secret }))],
  [
    "an error of ours whose cause carries it",
    () => inspect(new ConfigurationError({ operation: "x", reason: "y", cause: { secret } }), { depth: 9 }),
  ],
])("%s does not print it", (_, print) => {
  expect(print()).not.toContain(value);
});

test("pino does not print it", () => {
  const lines: string[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => lines.push(line) });
  log.info({ secret, err: Object.assign(new Error("x"), { secret }) }, `with ${secret}`);
  expect(lines.join("")).toContain("[secret]");
  expect(lines.join("")).not.toContain(value);
});
