/** Where the browser of the tests is. */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

export const howToGetChromium =
  "apt-get install chromium, or CHROME_PATH with the program of a Chromium or Chrome";

/** `CHROME_PATH`, or the first of the usual names on the `PATH`; undefined where there is none. */
export function findChromium(env: Record<string, string | undefined>): string | undefined {
  const { CHROME_PATH, PATH = "" } = env;
  if (CHROME_PATH !== undefined && CHROME_PATH !== "") return CHROME_PATH;
  const folders = PATH.split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
