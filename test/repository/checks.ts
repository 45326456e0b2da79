/** The scripts of `npm run check` and `.ci/run` as the tests see them; they are plain JavaScript without types. */

export interface SourceFile {
  path: string;
  text: string;
}

type Check = (files: readonly SourceFile[]) => string[];

const load = async (file: string) => import(new URL(`../../scripts/${file}`, import.meta.url).href);

export const { layerProblems, importsOf, layerOf } = (await load("check/layers.mjs")) as {
  layerProblems: Check;
  importsOf(path: string, text: string): string[];
  layerOf(path: string): string | undefined;
};
export const { effectProblems, allowed } = (await load("check/effects.mjs")) as {
  effectProblems: Check;
  allowed: readonly { path: string; reason: string }[];
};
export const { lengthProblems, machineProblems, unfinishedProblems, longFiles } = (await load(
  "check/tidy.mjs",
)) as Record<"lengthProblems" | "machineProblems" | "unfinishedProblems", Check> & {
  longFiles: readonly { path: string; reason: string }[];
};
export const { lockProblems } = (await load("check/lock.mjs")) as {
  lockProblems(lock: unknown, manifest: unknown): string[];
};
export const { readSourceFiles } = (await load("check/source-files.mjs")) as {
  readSourceFiles(root: string): SourceFile[];
};
export const { docsProblems } = (await load("docs/documents.mjs")) as {
  docsProblems(root: string, source: unknown): string[];
};
export const { countTests, countLine } = (await load("count-tests.mjs")) as {
  countTests(report: unknown): {
    counts: { passed: number; failed: number; skipped: number };
    problems: string[];
  };
  countLine(counts: { passed: number; failed: number; skipped: number }): string;
};
