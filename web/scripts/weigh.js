// The script of the first page, compressed, has a limit (issue: under 250 KB).
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 250 * 1024;
const FIRST_PAGES = [
  "index.html",
  "src/words/en/catalogue.ts",
  "src/features/session/SignInPage.tsx",
  "src/shell/Frame.tsx",
  "src/features/crm/CrmPage.tsx",
];

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const files = new Set();

function take(key) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`the build has no chunk for ${key}`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) take(imported);
}

for (const page of FIRST_PAGES) take(page);
const weight = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const total = [...files].reduce((sum, file) => sum + weight(file), 0);
console.log(`first pages: ${files.size} scripts, ${(total / 1024).toFixed(1)} KB compressed (limit 250 KB)`);
if (total > LIMIT) process.exit(1);
