import {
  afterMutation,
  hostilePolicy,
  type Loosened,
  makeMutationWorld,
  mutate,
  underPolicy,
} from '../facts/mutations.ts';
import { makeTrustedWorld } from '../facts/trusted.ts';
import { hostile } from '../policy/corpus.ts';
import { Random } from '../policy/random.ts';
import { inChunks, type ProofOptions, type ProofResult } from '../tools/proof.ts';

export const name = 'mutations';

const CHUNK = 1_000;
const COMMANDS = 20;

/** Hostile policy files of a trusted project, rules changed after they were trusted, changed files of every kind: no ask or deny becomes allow. */
export async function run(options: ProofOptions): Promise<ProofResult> {
  const { count = 10_000 } = options;
  const commands = hostile().map((each) => each.command);
  const policies = await inChunks(options, 'policy', count, CHUNK, async ({ size, seed }) => {
    const random = new Random(seed);
    const loosened: Loosened[] = [];
    for (let done = 0; done < size; done++)
      loosened.push(...(await underPolicy(hostilePolicy(random), random.sample(commands, COMMANDS))));
    return loosened;
  });
  const files = await inChunks(options, 'files', count, CHUNK, async ({ size, seed }) => {
    const random = new Random(seed);
    const world = await makeMutationWorld();
    const loosened: Loosened[] = [];
    const kinds: Record<string, number> = {};
    try {
      for (let done = 0; done < size; done++) {
        const mutation = mutate(world.project, random);
        kinds[mutation.file] = (kinds[mutation.file] ?? 0) + 1;
        loosened.push(...(await afterMutation(world, mutation)));
        world.reset();
      }
    } finally {
      world.remove();
    }
    return { loosened, kinds, commands: world.before.size };
  });
  const rules = await inChunks(options, 'trusted', count, CHUNK, async ({ size, seed }) => {
    const random = new Random(seed);
    const world = await makeTrustedWorld();
    const loosened: Loosened[] = [];
    const ways: Record<string, number> = {};
    try {
      for (let done = 0; done < size; done++) {
        const how = world.change(random);
        ways[how] = (ways[how] ?? 0) + 1;
        loosened.push(...(await world.loosened(how)));
        world.reset();
      }
    } finally {
      world.remove();
    }
    return { loosened, ways, commands: world.commands };
  });
  const kinds = new Map<string, number>();
  const ways = new Map<string, number>();
  for (const chunk of rules)
    for (const [how, times] of Object.entries(chunk.ways)) ways.set(how, (ways.get(how) ?? 0) + times);
  for (const chunk of files)
    for (const [file, times] of Object.entries(chunk.kinds)) kinds.set(file, (kinds.get(file) ?? 0) + times);
  const found = [
    ...policies.flat(),
    ...rules.flatMap((chunk) => chunk.loosened),
    ...files.flatMap((chunk) => chunk.loosened),
  ];
  console.log('| mutated | times | commands judged each | made milder |');
  console.log('|---|---|---|---|');
  console.log(`| .assent/policy.toml, trusted | ${count} | ${COMMANDS} | ${policies.flat().length} |`);
  for (const [how, times] of [...ways].sort())
    console.log(
      `| .assent after it was trusted: ${how} | ${times} | ${rules[0]!.commands} | ${found.filter(({ what }) => what === how).length} |`,
    );
  for (const [file, times] of [...kinds].sort())
    console.log(
      `| ${file} | ${times} | ${files[0]!.commands} | ${found.filter(({ what }) => what.startsWith(`${file}: `)).length} |`,
    );
  for (const each of found.slice(0, 20)) console.log(JSON.stringify(each).slice(0, 400));
  return {
    ok: found.length === 0,
    figures: {
      policyFiles: count,
      trustedThenChanged: count,
      ways: ways.size,
      fileMutations: count,
      files: kinds.size,
      milder: found.length,
    },
  };
}
