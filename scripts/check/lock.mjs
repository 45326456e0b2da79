// Whether package-lock.json serves every machine: each optional package for a platform is locked, nothing
// comes from elsewhere than the public registry, and it agrees with package.json.

const registry = "https://registry.npmjs.org/";

/** @returns a line for each thing that is missing in the lock or wrong. */
export function lockProblems(lock, manifest) {
  const { packages } = lock;
  const problems = [];
  for (const [path, entry] of Object.entries(packages)) {
    const from = path === "" ? "the project" : path;
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!isLocked(packages, path, name)) problems.push(`${from} may need ${name}, which is not locked`);
    }
    const isOurs = path === "" || entry.link === true;
    if (!isOurs && entry.integrity === undefined) problems.push(`${from} has no integrity`);
    if (entry.resolved !== undefined && !entry.resolved.startsWith(registry))
      problems.push(
        `${from} is resolved to ${new URL(entry.resolved).host}, not to ${new URL(registry).host}`,
      );
  }
  for (const kind of ["dependencies", "devDependencies"]) {
    if (JSON.stringify(packages[""]?.[kind] ?? {}) !== JSON.stringify(manifest[kind] ?? {}))
      problems.push(`${kind} of package.json and of the lock differ: npm install`);
  }
  return problems;
}

/** Node looks for a package beside its user and in every folder above. */
function isLocked(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    if (packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`] !== undefined)
      return true;
    if (at === "") return false;
  }
}
