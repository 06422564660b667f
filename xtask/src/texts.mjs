// Gives the page each language's texts: those of its file in the order of their keys, as build.rs numbers them.

import { readFileSync } from 'node:fs';
import { changePage, writeHashed } from './finish.mjs';
import { ROOT } from './wasm.mjs';

const LINK = /(<link rel="texts" hreflang="(\w+)" href=")([^"]+)/g;

/** Writes the files and names them in the page. */
export function writeTexts() {
  changePage((html) =>
    html.replace(LINK, (_, link, tag, source) => {
      const texts = flat(JSON.parse(readFileSync(`${ROOT}${source}`, 'utf8')));
      return `${link}./${writeHashed(`texts-${tag}`, 'json', JSON.stringify(texts))}`;
    }),
  );
}

function flat(node) {
  return typeof node === 'string' ? [node] : Object.keys(node).sort().flatMap((name) => flat(node[name]));
}
