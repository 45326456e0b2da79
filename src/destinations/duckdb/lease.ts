/** The lease in the file's ledger. Whoever has the file open is alone with it: looking and taking need no more than that. */

import { LeaseLost } from "../lease.ts";
import type { Holder, Lease } from "../ledger.ts";
import { type DuckConnection, inTransaction, readTexts } from "./driver.ts";

/** The lease of a file; undefined when nobody holds one. */
export async function readLease(connection: DuckConnection): Promise<Lease | undefined> {
  const [row] = await readTexts(
    connection,
    `SELECT run, host, host_id, pid::VARCHAR, process_start, epoch_ms(renewed_at)::VARCHAR, renewals::VARCHAR FROM ledger.lease`,
  );
  if (row === undefined) return undefined;
  const [run, host, hostId, pid, processStart, renewedAt, renewals] = row.map((text) => text ?? "");
  return {
    run: run ?? "",
    host: host ?? "",
    hostId: hostId ?? "",
    pid: Number(pid),
    processStart: processStart ?? "",
    renewedAt: Number(renewedAt),
    renewals: Number(renewals),
  };
}

/** Puts this holder's lease in place of any other. Runs inside a transaction of its caller. */
export async function takeLease(connection: DuckConnection, holder: Holder, now: number): Promise<void> {
  const { run, host, hostId, pid, processStart } = holder;
  await connection.run("DELETE FROM ledger.lease");
  await connection.run("INSERT INTO ledger.lease VALUES ($1, $2, $3, $4::BIGINT, $5, $6::TIMESTAMPTZ, 0)", [
    run,
    host,
    hostId,
    pid,
    processStart,
    new Date(now).toISOString(),
  ]);
}

/** Shows that the holder lives. @throws LeaseLost when the lease is another's by now. */
export async function renewLease(
  connection: DuckConnection,
  file: string,
  { run }: Holder,
  now: number,
): Promise<void> {
  await inTransaction(connection, async () => {
    const lease = await readLease(connection);
    if (lease?.run !== run) throw new LeaseLost(file, lease);
    await connection.run(
      "UPDATE ledger.lease SET renewed_at = $1::TIMESTAMPTZ, renewals = renewals + 1 WHERE run = $2",
      [new Date(now).toISOString(), run],
    );
  });
}

export async function endLease(connection: DuckConnection, { run }: Holder): Promise<void> {
  await connection.run("DELETE FROM ledger.lease WHERE run = $1", [run]);
}
