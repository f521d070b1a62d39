#!/usr/bin/env node
// The first code that runs, plain enough for an old Node to read: it may only check the version and load the rest.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 16)) {
  process.stderr.write(
    `assent: needs Node 22.16 or newer, this is ${process.versions.node}; install a newer Node and try again\n`,
  );
  process.exitCode = 125;
} else {
  void import('./main.ts');
}
