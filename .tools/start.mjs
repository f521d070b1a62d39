// `npm start`: builds when a source is newer than the bundle, then works in the folder npm was called from.
import { build, isStale } from './build.mjs';

if (await isStale()) await build();
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import('../dist/assent.js');
