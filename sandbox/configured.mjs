// Gives a page of the toolbar a made-up configuration, so that it needs no config.json beside it.

import { readFileSync } from 'node:fs';

const SCRIPT = readFileSync(new URL('config.js', import.meta.url), 'utf8');
const META = /<meta name="?toolbar-config"?[^>]*>/;

/** The text of the toolbar's `index.html` with `config.js` in it. */
export function configured(html) {
  if (!META.test(html)) {
    throw new Error('index.html has no <meta name="toolbar-config">');
  }
  return html.replace(META, (meta) => `${meta}<script>${SCRIPT}</script>`);
}
