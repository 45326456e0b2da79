/** Where the dashboard listens, as it was asked for and as browsers say it. */

import { describe, expect, it } from "vitest";
import { placeOf } from "../../src/commands/dashboard-serve.ts";

describe("where to listen", () => {
  it.each([
    [undefined, "127.0.0.1", true],
    ["LOCALHOST", "localhost", true],
    ["127.1", "127.0.0.1", true],
    ["[0:0:0:0:0:0:0:1]", "::1", true],
    ["127.0.0.2", "127.0.0.2", true],
    ["0", "0.0.0.0", false],
    ["::", "::", false],
    ["2001:DB8::00A", "2001:db8::a", false],
    ["Dash.Example.edu", "dash.example.edu", false],
  ])(
    "%j is named as browsers name it, and asks for a token where others come to it",
    (given, host, isLoopback) => {
      expect(placeOf(given, 4680)).toEqual({ host, port: 4680, isLoopback });
    },
  );

  it.each(["", "a b", "http://x", "x/y", "u@x", "127.0.0.1:80/"])("%j is no address", (given) => {
    expect(() => placeOf(given, undefined)).toThrow(/--host/);
  });
});
