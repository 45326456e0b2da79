/** What a setting is. */

export interface Setting {
  /** The flag's name without dashes; also the key of the configuration. */
  flag: string;
  /** What stands for the value in the help; absent for a switch. */
  value?: string;
  /** Environment variables, the first that is set wins. */
  env: readonly string[];
  description: string;
  /** The default as the help shows it; `given` is used as if it had been given. */
  shownDefault?: string;
  given?: string;
  choices?: readonly string[];
  /** Kept out of `example.env`: it says what one run should do. */
  oneRun?: true;
}
