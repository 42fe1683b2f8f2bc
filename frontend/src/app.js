// The whole script of the application: small parts that attach themselves to what a page holds.
import { autosave } from "./autosave.js";
import { builder } from "./builder.js";
import { drawer } from "./drawer.js";
import { fill } from "./fill.js";
import { grid } from "./grid.js";
import { judge } from "./judge.js";
import { jump } from "./jump.js";
import { keys } from "./keys.js";
import { list } from "./list.js";
import { narrative } from "./narrative.js";
import { order } from "./order.js";
import { tree } from "./tree.js";
import { start } from "./server.js";

start();
autosave();
drawer();
judge();
jump();
keys();
for (const page of document.querySelectorAll("#fill")) fill(page);
for (const table of document.querySelectorAll("table.grid")) grid(table);
for (const table of document.querySelectorAll("table.tree")) tree(table);
for (const table of document.querySelectorAll("table[data-shape]")) list(table);
for (const text of document.querySelectorAll("textarea[data-preview]")) narrative(text);
for (const list of document.querySelectorAll("[data-order]")) order(list);
for (const place of document.querySelectorAll("[data-builder]")) builder(place);
