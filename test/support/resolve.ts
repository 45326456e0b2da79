/** A configuration from a few settings; the rest is right, and today is Monday 2026-11-23. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type Config, resolveConfig } from "../../src/config.ts";
import { ConfigurationError } from "../../src/errors.ts";
import type { Flags, Sources } from "../../src/setting-sources.ts";

export const now = Date.parse("2026-11-23T12:00:00Z");
export const credentials = { ZOOM_KEY: "k3y", ZOOM_SECRET: "s3cret", ZOOM_ACCOUNT_ID: "acc" };

export function resolve(flags: Flags = {}, more: Partial<Sources> = {}, at = now): Config {
  return resolveConfig({ flags: { timezone: "UTC", ...flags }, env: credentials, file: {}, ...more }, at);
}

/** The error of settings that are wrong. */
export function refused(flags: Flags, more: Partial<Sources> = {}): ConfigurationError {
  try {
    resolve(flags, more);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return error as ConfigurationError;
  }
  throw new Error("Expected these settings to be refused, they were taken");
}

export function temporary(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
