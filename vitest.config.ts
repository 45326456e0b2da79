import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["test/**/*.test.ts"],
    // Builds dist/, which the tests from outside run; then what several files share.
    globalSetup: [
      "test/repository/build-once.ts",
      "test/search/start-servers.ts",
      "test/browser/make-fixture.ts",
    ],
    // Each file in a process of its own: DuckDB is native, and some tests watch the heap or the signals.
    pool: "forks",
    // Vitest would leave one core idle; most tests wait for a socket or a program.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The days of the tests' users are UTC unless a test says otherwise.
    env: { TZ: "UTC" },
  },
});
