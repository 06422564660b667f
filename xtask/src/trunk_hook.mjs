// What a build of Trunk's still lacks. Trunk runs the hooks of one stage at the same time, and all of these write into
// its index.html: so they are one hook.

import { finish } from './finish.mjs';
import { writeTexts } from './texts.mjs';

if (process.env.TRUNK_PROFILE === 'release') {
  await finish();
}
writeTexts();
await import('./tools_program.mjs');
await import('../../sandbox/build.mjs');
