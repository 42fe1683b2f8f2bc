// Bundles scripts and styles into the Python package. What it writes is never committed.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = process.argv[2] ?? "../src/kaocheng/web/static/dist";
mkdirSync(out, { recursive: true });
await build({
  entryPoints: ["src/app.js", "src/app.css"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  logLevel: "warning",
});
copyFileSync("node_modules/htmx.org/dist/htmx.min.js", `${out}/htmx.js`);
for (const name of ["app.js", "app.css", "htmx.js"]) {
  writeFileSync(`${out}/${name}.gz`, gzipSync(readFileSync(`${out}/${name}`), { level: 9 }));
}
