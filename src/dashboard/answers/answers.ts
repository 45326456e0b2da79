/** All answers, in the alphabet. */

import type { Answer } from "../answer.ts";
import { storeAnswer } from "./store.ts";

export const answers: readonly Answer[] = [storeAnswer];
