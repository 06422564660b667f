// Puts the stand-in of Oracle's UI Events Framework beside the page of a development build. Trunk runs it after
// each build (`Trunk.toml`) and tells the profile and the folder. A release gets nothing; an optimised build
// with feature `sandbox` gets it when `TOOLBAR_SANDBOX=1` says that it is one, because Trunk does not.

import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { TRUNK_PROFILE: profile, TRUNK_STAGING_DIR: folder, TOOLBAR_SANDBOX: wanted } = process.env;
const FILES = { 'loader.js': 'sandbox-uef.js', 'names.js': 'sandbox-uef-names.js', 'core.js': 'sandbox-uef-core.js' };

if (profile === 'debug' || wanted === '1') {
  for (const [source, name] of Object.entries(FILES)) {
    copyFileSync(fileURLToPath(new URL(source, import.meta.url)), join(folder, name));
  }
}
