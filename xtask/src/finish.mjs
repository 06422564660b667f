// Puts the shrunk program and one style sheet in the place of what Trunk wrote, as its hook of a release. The tools
// get their own style sheet, which only their pages load.

import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { shrunk, style } from './shrink.mjs';

const { TRUNK_STAGING_DIR } = process.env;
const PAGE = join(TRUNK_STAGING_DIR, 'index.html');
/** The style sheets of the pages of administrators. */
const TOOLS_STYLES = /^(check|trace)-/;
const SHEET = /<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g;
const PROGRAM = /<link rel="(?:module)?preload" href="\.\/(fusion-connect-toolbar-[^"]+)"[^>]*>/g;

/** Writes the release's page anew, without what Trunk put there. */
export async function finish() {
  const html = readFileSync(PAGE, 'utf8');
  const sheets = names(html, SHEET);
  const isTools = (name) => TOOLS_STYLES.test(name);
  const [own, tools] = [await sheet('fusion-connect-toolbar', sheets.filter((name) => !isTools(name))), await sheet('tools', sheets.filter(isTools))];
  const [script, wasm] = names(html, PROGRAM);
  const later = (program) => write(`later-${hashOf(program)}.wasm`, program);
  const links = await program('fusion-connect-toolbar', path(script), path(wasm), ['default'], later);
  for (const name of [...sheets, script, wasm]) {
    rmSync(path(name));
  }
  changePage((html) => html.replace(SHEET, '').replace(PROGRAM, ''));
  addLinks([
    `<link rel="stylesheet" href="./${own}">`,
    `<link rel="tools-style" href="./${tools}">`,
    `<link rel="modulepreload" href="./${links.script}" crossorigin="anonymous">`,
    `<link rel="preload" href="./${links.program}" crossorigin="anonymous" as="fetch" type="application/wasm">`,
  ]);
}

/**
 * Shrinks a program of wasm-bindgen and writes it into the release; gives the names of its two files. `later` writes
 * what of it is put off.
 */
export async function program(name, script, wasm, exported, later) {
  return written(name, await shrunk(script, wasm, exported, later));
}

/** The same as they are, for development. */
export function plain(name, script, wasm) {
  return written(name, { script: readFileSync(script), program: readFileSync(wasm) });
}

function written(name, { script, program: wasm }) {
  const hash = hashOf(script, wasm);
  return { script: write(`${name}-${hash}.js`, script), program: write(`${name}-${hash}_bg.wasm`, wasm) };
}

/** Puts links into the head of the page. */
export function addLinks(links) {
  changePage((html) => {
    if (html.split('</head>').length !== 2) {
      throw new Error('index.html must have one </head>');
    }
    return html.replace('</head>', `${links.join('')}</head>`);
  });
}

/** Writes the page as `change` gives it. */
export function changePage(change) {
  writeFileSync(PAGE, change(readFileSync(PAGE, 'utf8')));
}

/** Writes a file whose name changes with its content; gives the name. */
export function writeHashed(name, ending, text) {
  return write(`${name}-${hashOf(text)}.${ending}`, text);
}

async function sheet(name, files) {
  return writeHashed(name, 'css', await style(files.map(path)));
}

function names(html, link) {
  return [...html.matchAll(link)].map(([, name]) => basename(name));
}

function path(name) {
  return join(TRUNK_STAGING_DIR, name);
}

function write(name, content) {
  writeFileSync(path(name), content);
  return name;
}

function hashOf(...contents) {
  const hash = createHash('sha256');
  contents.forEach((content) => hash.update(content));
  return hash.digest('hex').slice(0, 16);
}
