// What a reviewer would say about any file: too long, left unfinished, true on one machine only.

export const mostLines = 300;

/** Files that may be longer, each with its reason. */
export const longFiles = [];

/** @returns a line for each file of code above the hard cap. */
export function lengthProblems(files) {
  return files
    .filter(({ path }) => /^(src|test|scripts|bench)\/.*\.(ts|tsx|mts|mjs|css)$/.test(path))
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, "").split("\n").length }))
    .filter(({ path, lines }) => lines > mostLines && !longFiles.some((long) => long.path === path))
    .map(
      ({ path, lines }) => `${path} has ${lines} lines, at most ${mostLines}: split it by what it is about`,
    );
}

// Written so that this file does not contain the word itself.
const unfinished = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME"].join("|")})\\b`);

/** @returns a line for each mark of unfinished work. */
export function unfinishedProblems(files) {
  return linesWith(files, unfinished).map(
    ({ where, found }) => `${where} says ${found}: do it or say why not`,
  );
}

const machinePath = /(?<![\w.:/*])\/(home|Users|root|work)\/[\w.-]+/;

/** @returns a line for each path that exists on one machine only. */
export function machineProblems(files) {
  return linesWith(files, machinePath).map(
    ({ where, found }) => `${where} names ${found}, a path of one machine`,
  );
}

function linesWith(files, pattern) {
  return files.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => {
      const found = pattern.exec(line)?.[0];
      return found === undefined ? [] : [{ where: `${path}:${index + 1}`, found }];
    }),
  );
}
