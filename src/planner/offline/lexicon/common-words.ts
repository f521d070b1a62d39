/**
 * Words by how often requests use them, most frequent first (counted in NL2Bash, MIT, and tldr-pages, CC-BY-4.0; the last
 * lines were added): of two words that a misspelling resembles equally, the more frequent one is meant.
 */
export const commonWords = (): string => `
the files all and directory current find file for with under directories folder display from tree list
print that search specific regular which output path name user command them are txt their have system last
names create modified each home not lines run set variable than show line into recursively remove delete
using change only start number whose named save been specified without days group new input first text
package copy default execute pattern case ago string tmp permission view one format foo read entire size
image information shell dir help standard use write log any root contents data archive permissions matching
script prints excluding host version more paths below filename usr configuration normal contain were server
test its insensitive given time check count local empty add containing every extension match end move
convert open owner level documentation replace project process word var those characters get available
separated html packages etc update repository regex original mode generate git php ssh space hours remote
long within accessed sub sorted starting environment found jpg port value after tar install send key make
less your about changes content source full specify interactive session address filesystem listing bar
running ending day most between out ignoring device bytes status spaces build changed sort processes
minutes links type target hidden symbolic two com disk bin non users single network unique split other
character executable multiple result code www but finds working second commands download error date
installed where java prompt container except json pdf page down custom folders numbers like rename removes
seconds existing this password subdirectories compress interface link images then present backup machine
stdout total database calculate belong connect top message owned these dependencies dev bigger table bash
symlinks screen when append terminal through force usage extract report used errors history before per
field arguments some same saves alias another exit enable latest strings maximum will request option
currently xml parent prefix variables program mount messages png username virtual access python domain
commit least interactively contains order compile background stdin myfile filenames values branch begin
both followed instead beginning svn counts newer scan including binary matches results expression null
example along comma service window application preserving modification ownership http via gets compressed
dump node temporary ping readable kernel merge app config exactly occurrences cache ones url inside
argument location bit sizes levels perform column login src matched has zip initialize greater lists color
larger random job web console different instance csv descending sum conf exists details jobs launch compare
options logged writable inode unzip
kilobytes megabytes gigabytes hours minutes days weeks kilobyte megabyte seconds branch branches commits commit staged untracked column columns header average highest lowest markdown python javascript images pictures times divided multiplied second third running called named every each product salary owner sorted first biggest largest print tracked gunzip divided multiplied total octal depth current
`;
