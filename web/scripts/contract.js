// Where SWITCHBOARD_PROGRAM names the program, the committed document must be the one it prints.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const program = process.env.SWITCHBOARD_PROGRAM;
if (program) {
  const printed = execFileSync(program, ["openapi"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const committed = readFileSync(new URL("../openapi.json", import.meta.url), "utf8");
  if (printed.trim() !== committed.trim()) {
    console.error("web/openapi.json is not what the program prints; write it anew:");
    console.error("  switchboard openapi > web/openapi.json");
    process.exit(1);
  }
}
