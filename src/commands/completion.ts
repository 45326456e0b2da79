import type { Command } from "commander";
export function printScript(_shell: string, _program: Command): void {}
export async function complete(_args: readonly string[], _program: Command): Promise<void> {}
