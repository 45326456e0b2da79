/** What a period of billing and a charge on an invoice have in common. */

import { double, instant, keyword, type SourceFields } from "./field.ts";
import { asDay } from "./read.ts";

export function billFields(what: "period" | "charge"): SourceFields {
  const whose = { period: "the period", charge: "what is charged for" }[what];
  const paid = { period: "all that was billed for it", charge: "the charge" }[what];
  return {
    start_date: instant("start_date", `The first day of ${whose}, at 00:00 UTC`, { read: asDay }),
    end_date: instant("end_date", `The last day of ${whose}, at 00:00 UTC`, { read: asDay }),
    total_amount: double("total_amount", `The amount of ${paid}, in the currency beside it`, {
      unit: "of the currency",
    }),
    tax_amount: double("tax_amount", `The tax of ${paid}, in the currency beside it`, {
      unit: "of the currency",
    }),
    currency: keyword("currency", "The currency of the amounts, such as USD"),
  };
}
