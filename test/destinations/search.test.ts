/** Search engines keep the whole contract, each of them. */

import { describeOnServers } from "../support/search-servers.ts";
import { runContract } from "./contract.ts";
import { searchHarness } from "./search-harness.ts";

describeOnServers("search engines", (server) => runContract(server.name, () => searchHarness(server)));
