// Rebuilds the committed vendor folder from exact npm packages. For maintainers; see README.md.
//   npm ci --ignore-scripts && node build.mjs          write the files and vendor.lock.json
//   npm ci --ignore-scripts && node build.mjs --check  fail when the committed files differ
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..");
const vendor = "tinhso/foundation/ui/static/vendor";
const modules = join(here, "node_modules");
const checking = process.argv.includes("--check");
const locked = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8")).packages;

const read = (path) => readFileSync(join(modules, path));
const withoutMap = (bytes) =>
  Buffer.from(
    bytes
      .toString("utf8")
      .replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n")
      .replace(/\n?\/\*# sourceMappingURL=[^*]+\*\/\s*$/, "\n"),
  );

function core() {
  const built = sass.compile(join(here, "core.scss"), {
    style: "compressed",
    loadPaths: [here],
    quietDeps: true,
    logger: sass.Logger.silent,
  });
  return Buffer.from(built.css.trimEnd() + "\n");
}

function sprite() {
  const names = readFileSync(join(here, "icons.txt"), "utf8").split(/\s+/).filter(Boolean);
  const symbols = names.map((name) => {
    const svg = read(`@tabler/icons/icons/outline/${name}.svg`).toString();
    const inner = svg
      .replace(/<!--[\s\S]*?-->/g, "")
      .match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1]
      .replace(/\n\s*/g, "")
      .replace(/<path stroke="none"[^>]*\/>/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${inner}</symbol>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg"><defs>${symbols.join("")}</defs></svg>`,
  );
}

const files = [
  [`${vendor}/govuk-frontend/core.css`, "govuk-frontend", core],
  [
    `${vendor}/govuk-frontend/govuk-frontend.min.js`,
    "govuk-frontend",
    () => withoutMap(read("govuk-frontend/dist/govuk/govuk-frontend.min.js")),
  ],
  [`${vendor}/htmx/htmx.min.js`, "htmx.org", () => withoutMap(read("htmx.org/dist/htmx.min.js"))],
  ["tinhso/foundation/ui/static/sen/img/icons.svg", "@tabler/icons", sprite],
  ["tests/vendor/axe.min.js", "axe-core", () => read("axe-core/axe.min.js")],
];
for (const weight of [400, 500, 600, 700]) {
  for (const script of ["latin", "vietnamese"]) {
    const name = `be-vietnam-pro-${script}-${weight}-normal.woff2`;
    files.push([
      `${vendor}/fonts/${name}`,
      "@fontsource/be-vietnam-pro",
      () => read(`@fontsource/be-vietnam-pro/files/${name}`),
    ]);
  }
  // Derived by tabular_font.py (needs fontTools); its output is kept as it is.
  const digits = `${vendor}/fonts/bvp-tabular-${weight}.woff2`;
  files.push([digits, "@fontsource/be-vietnam-pro", () => readFileSync(join(root, digits))]);
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const lines = [];
let wrong = 0;
for (const [path, name, make] of files) {
  const bytes = make();
  const said = locked[`node_modules/${name}`];
  // SPDX's names: htmx says BSD-0-Clause.
  const licence =
    name === "@fontsource/be-vietnam-pro" ? "OFL-1.1" : said.license.replace("BSD-0-Clause", "0BSD");
  lines.push({
    file: path,
    npm: name,
    version: said.version,
    licence,
    integrity: said.integrity,
    sha256: sha256(bytes),
  });
  const full = join(root, path);
  if (!checking) {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, bytes);
  } else if (!existsSync(full) || sha256(readFileSync(full)) !== sha256(bytes)) {
    console.error(`differs: ${path}`);
    wrong += 1;
  }
}
lines.sort((a, b) => (a.file < b.file ? -1 : 1));
const lock = join(root, vendor, "vendor.lock.json");
const text = JSON.stringify(lines, null, 1) + "\n";
if (!checking) writeFileSync(lock, text);
else if (readFileSync(lock, "utf8") !== text) {
  console.error("differs: vendor.lock.json");
  wrong += 1;
}
console.log(`${lines.length} files ${checking ? "compared" : "written"}`);
process.exit(wrong ? 1 : 0);
