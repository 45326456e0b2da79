import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../src/errors.ts";
import { readEnvFile } from "../src/setting-sources.ts";
import { credentials, refused, resolve, temporary } from "./support/resolve.ts";

describe("credentials", () => {
  test.each([
    ["ZOOM_KEY", "--key", "ZOOM_CLIENT_ID"],
    ["ZOOM_SECRET", "--secret", "ZOOM_CLIENT_SECRET"],
    ["ZOOM_ACCOUNT_ID", "--account_id", "ZOOM_ACCOUNT_ID"],
  ])(
    "without %s the error names flag, variable and where to get it, and no other",
    (variable, flag, twin) => {
      const error = refused({}, { env: { ...credentials, [variable]: "" } });
      for (const word of [flag, variable, twin, "Server-to-Server OAuth app", "Marketplace"]) {
        expect(error.message).toContain(word);
      }
      const others = ["--key", "--secret", "--account_id"].filter((other) => other !== flag);
      for (const other of others) expect(error.message).not.toContain(other);
    },
  );

  test("that are all missing are named at once", () => {
    const { message } = refused({}, { env: {} });
    for (const flag of ["--key", "--secret", "--account_id"]) expect(message).toContain(flag);
  });

  test.each(["ZOOM_KEY", "ZOOM_SECRET", "ZOOM_ACCOUNT_ID"])(
    "of white space alone are missing: %s",
    (name) => {
      expect(refused({}, { env: { ...credentials, [name]: " \n" } }).message).toContain("missing");
    },
  );

  test.each([
    ["ZOOM_KEY", "key"],
    ["ZOOM_SECRET", "secret"],
    ["ZOOM_ACCOUNT_ID", "account_id"],
  ])("with a newline around are trimmed, with a warning: %s", (variable, flag) => {
    const config = resolve({}, { env: { ...credentials, [variable]: "\r\nvalue\n" } });
    const values = { key: config.key.reveal(), secret: config.secret.reveal(), account_id: config.accountId };
    expect(values[flag as keyof typeof values]).toBe("value");
    expect(config.warnings).toEqual([`white space around --${flag} was taken away`]);
  });

  test.each(["ZOOM_KEY", "ZOOM_SECRET", "ZOOM_ACCOUNT_ID"])(
    "with a newline inside are refused: %s",
    (name) => {
      const error = refused({}, { env: { ...credentials, [name]: "first\nsecond" } });
      expect(error.message).toContain("white space inside");
      expect(error.message).not.toMatch(/first|second/);
    },
  );

  test("are in no error about other settings and in no printed configuration", () => {
    expect(refused({ share: "2" }).message).not.toMatch(/k3y|s3cret/);
    expect(JSON.stringify(resolve())).not.toMatch(/k3y|s3cret/);
  });

  test("have the names of today's Zoom as well", () => {
    const env = { ZOOM_CLIENT_ID: "id", ZOOM_CLIENT_SECRET: "sec", ZOOM_ACCOUNT_ID: "acc" };
    const { key, secret } = resolve({}, { env });
    expect([key.reveal(), secret.reveal()]).toEqual(["id", "sec"]);
  });

  test("the secret may lie in a file", () => {
    const file = temporary("secret", "from-a-file\n");
    const { secret, warnings } = resolve(
      {},
      { env: { ...credentials, ZOOM_SECRET: "", ZOOM_SECRET_FILE: file } },
    );
    expect(secret.reveal()).toBe("from-a-file");
    expect(warnings).toEqual([]);
  });

  test("a secret file that cannot be read is named by its variable", () => {
    const env = { ...credentials, ZOOM_SECRET: undefined, ZOOM_SECRET_FILE: "/no/such/file" };
    expect(refused({}, { env }).message).toContain("ZOOM_SECRET_FILE");
  });

  test("a secret itself goes before its file", () => {
    const env = { ...credentials, ZOOM_SECRET_FILE: "/no/such/file" };
    expect(resolve({}, { env }).secret.reveal()).toBe("s3cret");
  });
});

describe("the .env file", () => {
  test("is read where it is named", () => {
    const name = temporary("zoom.env", 'ZOOM_KEY="a b"\n# no\nZOOM_DB=x.duckdb\n');
    const expected = { variables: { ZOOM_KEY: "a b", ZOOM_DB: "x.duckdb" }, name };
    expect(readEnvFile({ env_file: name }, {})).toEqual(expected);
    expect(readEnvFile({}, { ZOOM_ENV_FILE: name })).toEqual(expected);
  });

  test("that was named and cannot be read is an error with its name", () => {
    expect(() => readEnvFile({ env_file: "/no/such.env" }, {})).toThrow(ConfigurationError);
    expect(() => readEnvFile({ env_file: "/no/such.env" }, {})).toThrow("/no/such.env");
  });
});
