import { analyse } from './analyse.ts';
import type { Analysis, Explained } from './types.ts';

interface Turn {
  /** A word without which it cannot be meant: the pattern itself is dear to compile. */
  readonly hint: string;
  readonly when: () => RegExp;
  readonly say: string;
}

const FILE = '(?<file>[^\\s,]*[\\w/][^\\s,.]*(?:\\.[\\w-]+)*)';
const END = '[.!?]?$';

const turn = (hint: string, pattern: string, say: string): Turn => ({
  hint,
  when: () => new RegExp(pattern, 'i'),
  say,
});

/** The same order in other words: from how people put it to how the grammar reads it. */
const TURNS: readonly Turn[] = [
  turn(
    ' as ',
    `^(?:please |now )?(?:add|append|put|write) (?:the (?:text|words) )?(?<text>[^"“]+?),? as (?:a|an|the|another|one more) (?:new |extra |last |final |further )*(?:line|entry|row|item) (?:(?:at|to|on) the (?:end|bottom) of|to|in|into) (?:the file )?${FILE}${END}`,
    'append the line "$<text>" to $<file>',
  ),
  turn(
    ' line',
    `^(?:please |now )?(?:take|cross|strike|kick|drop|cut|remove|delete) (?:the )?(?:line|entry|row) (?<text>[^"“]+?) (?:off|out of|from) (?:the file )?${FILE}${END}`,
    'delete the line "$<text>" from $<file>',
  ),
  turn(
    ' off ',
    `^(?:please |now )?(?:take|cross|strike) (?!the line|the entry|the row|line )(?<text>[^"“]+?) off (?:the (?:list|file) )?${FILE}${END}`,
    'delete the line "$<text>" from $<file>',
  ),
  turn(
    ' for ',
    '^(?:please |now )?(?:swap|exchange|trade|switch) (?<old>[^\\s"]+|"[^"]*") for (?<new>[^\\s"]+|"[^"]*") (?<rest>(?:in|inside|throughout|across)\\b.*)$',
    'replace $<old> with $<new> $<rest>',
  ),
  turn(
    ' out of ',
    `^(?:please |now )?(?:kick|throw|toss|cut|clear|get|take|pull|filter) (?:all |any |every )?(?:the )?(?<what>[\\w -]+?) out of ${FILE}(?: for good| please)?${END}`,
    'delete the $<what> from $<file>',
  ),
  turn(
    ' at ',
    `^(?:please |now )?(?:put|place|leave) (?:the )?(?<key>[\\w.-]+) at (?<value>[\\w.:-]+) in ${FILE}${END}`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' be ',
    `^(?:the )?(?<key>[\\w.-]+) (?:should|must|shall|ought to|has to|needs to|is to) (?:now )?be (?<value>[\\w.:/-]+) in ${FILE}${END}`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' be ',
    `^in ${FILE},? (?:the )?(?<key>[\\w.-]+) (?:should|must|shall|ought to|has to|needs to|is to) (?:now )?be (?<value>[\\w.:/-]+?)${END}`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' use ',
    `^(?:please |now )?use (?<value>[\\w.:/-]+) (?:as|for) (?:the )?(?<key>[\\w.-]+) in ${FILE}${END}`,
    'set $<key> to $<value> in $<file>',
  ),
  turn(
    ' in ',
    `^(?:(?:i (?:need|want|would like) to (?:know|see)|tell me|show me|do you know) )?(?<ask>which|what) (?<key>[\\w-]+(?: [\\w-]+)?) (?:is|are|was|were|has been) (?:set|configured|defined|given|specified|written|noted)(?: up)? (?:in|by|inside) ${FILE}${END}`,
    'what is the $<key> in $<file>',
  ),
  turn(
    ' link',
    `^(?:to )?where does (?:the )?(?:sym(?:bolic )?|soft )?link ${FILE} (?:lead|go|point|end)(?: to)?${END}`,
    'show the target of the link $<file>',
  ),
  turn(
    'how much',
    `^how much (?:money )?(?:went|was spent|has been spent|did (?:we|i|they) spend|do (?:we|i) spend|have (?:we|i) spent|goes|came in|was paid) (?:on|for|from) (?<what>[\\w -]+?)(?: in total| altogether| overall)?,? (?:in|according to|says|per) ${FILE}${END}`,
    'total $<what> in $<file>',
  ),
  turn(
    ' file',
    `^(?:please )?(?:i need |i want |make |create )?(?:an? )?(?:new )?(?:blank|empty) (?:text )?file,? (?:called |named )?(?<name>[\\w./-]+?)${END}`,
    'create the empty file $<name>',
  ),
  turn(
    ':',
    `^(?:please |now )?(?:make|create|add) (?:me )?(?<number>two|three|four|five|six|\\d) (?:new )?(?<kind>folders|directories|files|empty files)(?: (?:at once|at one go|here|for me))*\\s*: (?<names>[\\w./-]+(?:(?:,? and |, |,| )[\\w./-]+)+?)${END}`,
    'create the $<kind> $<names>',
  ),
  turn(
    ' about ',
    `^what (?:does|do) ${FILE} (?:say|tell|have to say) (?:us |me )?about (?<what>[\\w.@:/-]+)${END}`,
    'show the lines with "$<what>" in $<file>',
  ),
];

const COST = 0.03;

/** Readings of the request as it would be put more plainly. */
export function paraphrased(
  analysis: Analysis,
  explain: (inner: Analysis) => readonly Explained[],
): Explained[] {
  if (analysis.language !== 'en') return [];
  const request = analysis.request.replace(/\s+/g, ' ').trim();
  const low = ` ${request.toLowerCase()}`;
  const found: Explained[] = [];
  for (const { hint, when, say } of TURNS) {
    if (!low.includes(hint)) continue;
    const pattern = when();
    if (!pattern.test(request)) continue;
    const inner = analyse(request.replace(pattern, say), analysis.world);
    found.push(
      ...explain(inner)
        .slice(0, 2)
        .map((one) => ({ ...one, cost: one.cost + COST })),
    );
  }
  return found;
}
