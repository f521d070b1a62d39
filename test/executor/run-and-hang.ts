import { createExecutor } from '../../src/executor/local.ts';
import { BASE_ENV, run } from './harness.ts';

/** Runs one command and says when it has started; the test kills this process in the middle of it. */
const executor = createExecutor({ cwd: '/', env: BASE_ENV, graceMs: 300 });
await run(executor, process.argv[2]!, { onOutput: (text) => process.stdout.write(text) });
