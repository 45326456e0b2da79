/** The ledger of the destination in memory, and its lease. */

import { claimLease, LeaseLost, Renewal } from "../../src/destinations/lease.ts";
import type {
  DeadLetter,
  Holder,
  KeptLetter,
  Lease,
  Ledger,
  Listing,
  RunRecord,
} from "../../src/destinations/ledger.ts";
import { letterKey } from "../../src/destinations/letter-key.ts";
import type { LedgerDump } from "../../src/destinations/source.ts";
import type { Json } from "../../src/document.ts";
import { DestinationError } from "../../src/errors.ts";
import type { Harness, Opening } from "./contract.ts";
import type { Flaw } from "./memory-flaws.ts";

type Noted = Listing & { account: string };

/** What of the ledger outlives a destination. */
export class LedgerMemory {
  accounts = new Set<string>();
  facts: { account: string; name: string; value: Json }[] = [];
  /** By run. */
  runs = new Map<string, RunRecord>();
  /** Every record that came, replaced ones too. */
  recorded: RunRecord[] = [];
  letters = new Map<string, KeptLetter>();
  listings: Noted[] = [];
  lease: Lease | undefined;
}

export class MemoryLedger implements Ledger {
  readonly #memory: LedgerMemory;
  readonly #account: string;
  readonly #flaw: Flaw | undefined;
  readonly #ensure: () => void;

  /** @param ensure throws when the lease is lost. */
  constructor(memory: LedgerMemory, account: string, ensure: () => void, flaw?: Flaw) {
    this.#memory = memory;
    this.#account = account;
    this.#ensure = ensure;
    this.#flaw = flaw;
  }

  async recall(fact: string): Promise<Json | undefined> {
    const isWanted = (account: string) => account === this.#account || this.#flaw === "sharesFacts";
    return this.#memory.facts.findLast(({ account, name }) => isWanted(account) && name === fact)?.value;
  }

  async remember(name: string, value: Json, account = this.#account): Promise<void> {
    this.#ensure();
    const { facts } = this.#memory;
    const others = facts.filter((fact) => fact.account !== account || fact.name !== name);
    if (others.length < facts.length && this.#flaw === "keepsTheFirstFact") return;
    this.#memory.facts = [...others, { account, name, value }];
  }

  async record(run: RunRecord): Promise<void> {
    this.#ensure();
    this.#memory.recorded.push(run);
    this.#memory.runs.set(run.run, run);
  }

  async callsUsed(day: string): Promise<Record<string, number>> {
    const { runs, recorded } = this.#memory;
    const used: Record<string, number> = {};
    for (const { account = this.#account, calls } of this.#flaw === "countsRunsTwice"
      ? recorded
      : runs.values()) {
      if (account !== this.#account && this.#flaw !== "countsEverybody") continue;
      for (const [tier, count] of Object.entries(calls[day] ?? {})) used[tier] = (used[tier] ?? 0) + count;
    }
    return used;
  }

  async listings(wanted: string): Promise<Listing[]> {
    return this.#memory.listings
      .filter(({ account }) => account === this.#account || this.#flaw === "mixesListings")
      .filter(({ what }) => what === wanted)
      .slice(0, this.#flaw === "listsTenThousand" ? 10_000 : undefined)
      .map(({ account: _, ...listing }) => listing);
  }

  async noteListings(listings: readonly Listing[], account = this.#account): Promise<void> {
    this.#ensure();
    const flaw = this.#flaw;
    const before = new Set(this.#memory.listings);
    const kept = new Map(this.#memory.listings.map((listing) => [keyOf(listing), listing]));
    for (const listing of listings) {
      const at =
        flaw === "cutsMilliseconds" && listing.at > 1e9 ? Math.floor(listing.at / 1_000) * 1_000 : listing.at;
      const noted = { account, ...listing, at };
      // Only listings with a span must be looked for; looking through thousands for each would take minutes.
      if (listing.span !== undefined) {
        for (const [key, old] of kept) {
          if (flaw === "keepsTheCovered" && before.has(old)) continue;
          if (flaw === "notesAtOnce" && !before.has(old)) continue;
          if (takesPlace(noted, old, flaw)) kept.delete(key);
        }
      }
      const key = keyOf(noted);
      const old = kept.get(key);
      const isKept =
        (flaw === "keepsOldLists" && old !== undefined && before.has(old)) ||
        (flaw === "notesAtOnce" && old !== undefined && !before.has(old));
      kept.set(isKept ? `${key} ${kept.size}` : key, noted);
    }
    this.#memory.listings = [...kept.values()];
  }

  async bury(letters: readonly DeadLetter[]): Promise<string> {
    this.#ensure();
    for (const letter of letters) {
      const again = this.#flaw === "buriesTwice" && letter.id === undefined ? this.#memory.letters.size : "";
      const key = `${letterKey(letter)}${again}`;
      this.#memory.letters.set(key, { at: "2026-11-23T12:00:00.000Z", ...letter, key });
    }
    return this.#flaw === "buriesNowhere" ? "" : "memory";
  }

  async letters(): Promise<KeptLetter[]> {
    const letters = [...this.#memory.letters.values()];
    return this.#flaw === "listsAsBuried" ? letters : oldestFirst(letters);
  }

  async dropLetters(keys: readonly string[]): Promise<void> {
    this.#ensure();
    const dropped = this.#flaw === "dropsEverything" ? [...this.#memory.letters.keys()] : keys;
    for (const key of dropped) this.#memory.letters.delete(key);
  }
}

/** The ledger as a source tells it. */
export function dump(memory: LedgerMemory, flaw?: Flaw): LedgerDump {
  const runs = [...memory.runs.values()].sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  return {
    accounts: [...memory.accounts],
    facts: memory.facts,
    runs: flaw === "forgetsOutcomes" ? runs.map(({ outcome: _, ...run }) => run) : runs,
    letters: oldestFirst([...memory.letters.values()]),
    listings: memory.listings,
    ...(memory.lease === undefined ? {} : { lease: memory.lease }),
  };
}

function oldestFirst(letters: readonly KeptLetter[]): KeptLetter[] {
  return letters.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

function keyOf({ account, what, subject, span, at }: Noted): string {
  return JSON.stringify([
    account,
    what,
    subject,
    span?.start,
    span?.end,
    span === undefined ? undefined : at,
  ]);
}

function takesPlace(noted: Noted, old: Noted, flaw: Flaw | undefined): boolean {
  if (noted.account !== old.account || noted.what !== old.what || noted.subject !== old.subject) return false;
  const [span, other] = [noted.span, old.span];
  if (span === undefined || other === undefined || old.at > noted.at) return false;
  if (flaw === "removesOverlapping") return span.start < other.end && span.end > other.start;
  return span.start <= other.start && span.end >= other.end;
}

/** The lease of one destination. */
export class MemoryLease {
  readonly #memory: LedgerMemory;
  readonly #clock: Harness["clock"];
  readonly #holder: Holder;
  readonly #isRunning: NonNullable<Opening["isRunning"]>;
  readonly #flaw: Flaw | undefined;
  #renewal: Renewal;

  constructor(
    memory: LedgerMemory,
    clock: Harness["clock"],
    holder: Holder,
    isRunning: NonNullable<Opening["isRunning"]>,
    flaw?: Flaw,
  ) {
    this.#memory = memory;
    this.#clock = clock;
    this.#holder = holder;
    this.#isRunning = isRunning;
    this.#flaw = flaw;
    this.#renewal = new Renewal(clock);
  }

  async claim(): Promise<void> {
    const { now, elapsed, advance } = this.#clock;
    const flaw = this.#flaw;
    const effects = {
      now,
      elapsed,
      sleep: advance,
      isRunning: (...process: [number, string]) =>
        flaw === "waitsForTheDead" ? undefined : this.#isRunning(...process),
    };
    const look = async () => {
      const { lease } = this.#memory;
      return lease !== undefined && flaw === "trustsNumbers"
        ? { ...lease, hostId: this.#holder.hostId }
        : lease;
    };
    const take = async () => {
      this.#renew(0);
      return true;
    };
    try {
      await claimLease(effects, this.#holder, { lockWaitMs: 0, where: "memory" }, { look, take });
    } catch (error) {
      if (flaw !== "namesNobody") throw error;
      throw new DestinationError({ operation: "open the store", reason: "somebody holds it" });
    }
  }

  ensure(): void {
    const { lease } = this.#memory;
    if (!this.#renewal.isDoubtful) return;
    if (lease?.run !== this.#holder.run || this.#flaw === "givesUpEarly") {
      if (this.#flaw === "writesLate") return;
      throw new LeaseLost("memory", lease);
    }
    this.#renew(lease.renewals + 1);
  }

  release(): void {
    if (this.#memory.lease?.run === this.#holder.run && this.#flaw !== "keepsThePlace") {
      this.#memory.lease = undefined;
    }
  }

  #renew(renewals: number): void {
    this.#memory.lease = { ...this.#holder, renewedAt: this.#clock.now(), renewals };
    this.#renewal = new Renewal(this.#clock);
  }
}
