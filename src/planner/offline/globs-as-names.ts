/** Programs that change what they are given; a pattern among their words may stand for a name that begins with a dash. */
const CHANGES =
  /^((?:mkdir (?:-p )?[\w./-]+ && )?(?:sudo )?(?:mv|cp|rm|chmod|chown|chgrp|gzip|gunzip|touch)(?: --?[A-Za-z][\w=-]*)*) ((?:[^\s'"]+ )*?[*?[][^;|&]*)$/;

/** "rm *.tmp" as "rm -- *.tmp": what a pattern finds are names, never options. */
export const globsAsNames = (command: string): string =>
  command.replace(CHANGES, (whole, head: string, words: string) =>
    / -- /.test(whole) ? whole : `${head} -- ${words}`,
  );
