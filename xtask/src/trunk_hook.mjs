// What stands beside the toolbar in a build of Trunk's. Trunk runs the hooks of one stage at the same time, and
// both of these write into its index.html: so they are one hook.

await import('./tools_program.mjs');
await import('../../sandbox/build.mjs');
