/** Turns of phrase that people use beside the plain words; counted over NL2Bash wordings and the descriptions of tldr-pages. */
export const EN_TURNS = `
stop: pls, plz, somebody, someone, quick count of, a quick count of, completely, entirely, totally, for good, permanently, in order to, whether, if there, information, specified, multiple, several, during, various, kindly tell me, i'd like to know, i would like to know, i'd like to see, i want to know, i wonder whether, i wonder if, i'm curious, check whether, tell me whether, tell me if, see whether, any idea, could you tell me, do you know, would be great, right away, real quick, for us, so far, as a whole, overall picture, in there, of it, of them, in it, in them, on it, in total number, provide, perform, located anywhere, reside, regular, at hand, to me, the ones, those that, that are in, that is in, actual, individual, appropriate, required, existing, known, possible, associated, mathematically, efficiently, correctly, nicely please, whole lot of, at that, at the same time, exactly as it is, somehow
file: regular, ordinary files, plain files, document file
show: read, read out, what does it say in, print out the, get me, hand me, spit out, i need to see, let us see, produce a list of, run off, output just, print just, list just
ask: whats, wheres, who's, hows, how's
find: look through, go looking for, find me, hunt for, hunt down, searching, look around for
count: count how many, work out how many, figure out how many, say how many, tell how many, what number of, headcount of, in what number
not: hasn't been, haven't been, has not been, have not been, hadn't, wasn't, weren't, won't, wouldn't, don t, isn t, doesn t, that aren't, that isn't, which aren't, which isn't, that are not, that is not, which are not, which is not
modify-time: been touched, been changed, been modified, been edited, been updated, been altered, been written to, got changed, got modified, last touched, worked on, was touched, were touched, changes made to
access-time: been accessed, been opened, been read, been used, been looked at, last used, last accessed, last opened, last read
create-time: been created, been added, came into being, showed up
name-contains: in its names, in the names, in the filenames, in the file names, part of their name, with a name with, in their filename, in their filenames, in their file name, in their file names, in its filename, with in their name, somewhere in the name, somewhere in its name, somewhere in their name, somewhere in their names, anywhere in the name, anywhere in their names, as part of the name, as part of their name, whose filename has, whose name has, whose names have, names having, name having, with names that contain, with a name that contains, that have in their name, which name contains
p-named: whose filename is, which are named, which is named, that are named, that is named, which are called, that are called, which name is, with filename, with the filename, with the file name, going by the name of, with name like, with names like, whose name is like, whose names are like, which name like, name like, names like, with name matching, with the name pattern, matching the glob, matching pattern, whose filename matches, with filenames matching, with the names, that go by, going by
starts-with: whose filename starts with, with filenames starting with, whose file name starts with, which names start with, with a name starting with, with names that start with, with names beginning with, with a name beginning with, whose name begin with, whose names all start with, having names starting with
ends-with: whose filename ends with, with filenames ending in, with a name ending in, with names ending in, with names ending with, with names that end in, whose file names end in, having names ending in
older: nothing newer than, not newer than, no newer than, beyond the age of
newer: nothing older than, fresher, since the last change of
within: for the past, in the previous, within these last, at some point in the last, at any time in the last, not more than ago, in under, going back
except: everything but, all but, anything but, barring, save for, with the exclusion of, other than those in, but for, but don't include, but do not include, except the ones, except those in, excluding the files in, excluding files in, excluding those in, excluding those that are present in, excluding all those in, not those in, not counting those in, but nothing from, without those in, not the ones in
everyone: all people, all the people, people
exist: stands, stand, stands in, stand in
human: easy to read for humans, easy to read for a human, easy to read for human, easy to read for people, easy to read
compress: make smaller
recursive: with all its subfolders, with all its subdirectories, with its subfolders, with its subdirectories, subfolders and all, downwards, recursing, recursively through, and all subfolders, and all subdirectories, and all its subdirectories, and its sub directories, in all levels, on all levels, at every level, through all subdirectories, and everything under it, and everything below it, including all subfolders, including its subfolders, and in its subfolders, and sub-directories, and sub-folders, and sub directories, and subdirs, and their subdirectories, and all sub directories, at whatever depth, however deep, no matter how deep, whatever the depth
not-recursive: not looking into subfolders, without looking into subfolders, without going into subfolders, without descending, not descending, without recursing, not below, top level only, only the top level, at the top level, first level only, immediate, immediately inside, immediately in, just this folder, only this folder, only here, right here, not deeper, this level only, in this folder only, in the current directory only, in the current folder only, only in the current directory, only in the current folder
case-insensitive: ignoring the case, ignoring capitalisation, ignoring capitalization, case ignored, in upper and lower case, either case, upper case or lower case, whatever its case, in whichever case, no matter how it is capitalised, no matter how it is capitalized, case or not, capital or not, capitals or not, big or small letters, don't care about upper or lower case, never mind the case, never mind case, not caring about case
largest: using most space, taking most space, taking up the most room, takes up the most room, take up the most room, most room, hogging the most space, uses up most space, largest of all, taking the most space, that take most space, which take most space, space hogs, the fattest, the largest one, the biggest one, takes the most space, take the most space, occupies the most space, weighs the most, weigh the most, the most bytes
newest: most recent one, was changed last, changed last, were changed last, modified last, touched last, edited last, last edited, last written, the newest one, the latest one, most recently written, changed most recently, modified most recently, edited most recently, touched most recently, recently changed, recently edited
oldest: longest untouched, longest ago, was changed longest ago, hasn't been touched the longest, the oldest one, least recently modified, least recently changed, changed least recently, not touched for longest
most-frequent: most memory, most ram, most cpu, most processor time, most commonly, the most often, used most, used the most, most frequently, appears most frequently, occurs most frequently, most prevalent, most widespread, crops up most, crops up most often, comes up the most, mentioned most, mentioned most often, listed most often, requested most, requested most often, requested the most, was requested most, visited most, hit most often, hit the most, hit most, show up the most, shows up the most, the most common, the commonest, most times, the most times
least-frequent: least often, the least often, occurs least, appears least, least used
frequency: how frequently, number of appearances, counts of, with counts, with their counts, with its count, with count, and how often, and their counts, along with counts, each with its count, together with how often, how often each
disk-usage: how much storage, how much disk, how much room is used, how big in total, footprint, space footprint, space hog, the space taken, the space used, disk footprint, room taken, total space, space needed, how much place, space does it take, size of it all
fills: eats up, munching, munches, hungry, hungriest, greedy, hogs, guzzling, swallows, swallowing, gobbling, chewing up, draining
free: free up, spare, unoccupied, is left, are left, do we have left, do i have left, still free, left over
without-ext: without extension, without an extension, with no extension
duplicates: occurring more than once, listed more than once, listed twice, that occur more than once, that appear more than once, appearing more than once, appearing twice, twice, more often than once, that repeat, repeating, at least two times, double entries, recurring
unique: each once, every one once, each only once, one time each, each one once, each only one time, no repeats, every one only once, no doubles, without doubles, without repeated ones, with repetitions removed, with duplicates removed, duplicates dropped, dropping duplicates, no dupes, without dupes, deduped, distinct ones, not repeating, repeats removed, each of them once, list each once, list each only once
sort: in order, put in order, in order of, sorting, sorts, ordering, sorted in, sort them, sort it, sorted alphabetically by
alphabetical: in alphabetic order, in abc order, from a to z, in dictionary order
reverse: most first, most on top, from highest to lowest, highest to lowest, from most to least, from newest to oldest, newest to oldest, from longest to shortest, in decreasing order, in descending order, z to a order, from z to a, the other way round, the other way around, from bottom to top, starting with the last, starting from the last, last first, the last first, flipped, from the end, from high to low, from the biggest, from the largest, largest at the top, biggest at the top, highest at the top, most at the top, newest at the top, from the newest, the highest first, the largest first, the biggest first, the newest first, most expensive first, longest first, oldest last, smallest last, lowest last
ascending: from lowest to highest, lowest to highest, from least to most, from oldest to newest, oldest to newest, from shortest to longest, in increasing order, in ascending order, lowest at the top, smallest at the top, oldest at the top, the lowest first, the smallest first, cheapest first, shortest first, from the smallest, from the lowest, from the oldest, from low to high, least first, oldest first, earliest first
head: the very first, the topmost
tail: the very last, the final
middle: in the middle, the middle
sum: summed up, adds up, total up, totalling, totaling, all in all, together make, in sum, sum of all, the sum of, the total of, a total of, tot up, combined total, put together they, add together, cumulated, totaled, totalled, tally up
average: on average, the average of, the mean of, arithmetic mean, mean of, averaged
max: largest number, biggest number, the biggest number, the largest number, highest number, the maximum of, at its highest
min: smallest number, lowest number, the smallest number, the minimum of, at its lowest
longest: most characters, longest of all, the longest
shortest: the shortest, fewest characters
at-least: greater than or equal to, more than or equal to, larger than or equal to, bigger than or equal to, higher than or equal to, equal to or more than, equal to or greater than, equal to or above, not below, atleast, from upwards, or upward, at the least, no fewer than
at-most: less than or equal to, smaller than or equal to, lower than or equal to, equal to or less than, equal to or below, atmost, nothing over, nothing above, no bigger, no larger, not exceeding, not above, not longer than, no longer than
more-than: more in number than, bigger in size than, of more than, having more than, more then, bigger then, larger then, greater then, over and beyond, strictly more than, weighing more than, in size over, pricier than, north of
less-than: of less than, having less than, less then, smaller then, weighing less than, strictly less than, short of, south of, slower than
between: in between, anywhere between, somewhere between, anything between, within the range
permission: access bits, permission bits, file permissions, access permission, access permissions, rwx bits, permission flags
delete: wipe out, blow away, toss, toss out, chuck, ditch, scrap, cut out, drop from, prune, clear away, clear off, kick out, clean from, zap
listen: listened on, being listened on, are being listened on, listened to
short-form: on one line each, on a line each, in one line each, each on one line, each on its own line, one line apiece, a line apiece
copy: a spare of, keep a spare of, make a spare of, spare copy of, a spare copy of, keep a spare copy of, keep a copy of, save a copy of, store a copy of, keep a second copy of, a second copy of, an extra copy of, keep a duplicate of, a duplicate of, a twin of, put a copy of, place a copy of, copied over, copy over, make another copy of, a copy of, mirror
move: shove, bring, bring over, take over to, carry over, shift over, relocate to
rename: should be named, must be called, must be named, has to be called, needs to be called, wants to be called, is to be called, will be called, had better be called, would better be called, ought to be named, should really be called, should rather be called, call it, give it the name, change its name, change the name, be known as
create: set up an, set up a, come up with, lay down, spawn, add a file, add a folder, add a directory
append: add at the end, put at the bottom, stick on the end, add as the last line, add as last line, add to the end, at the end add, add to the bottom
insert: add at the top, add to the top, put at the beginning, put on top, add as first line, add as the first line, at the top add, add at the beginning, put at the very top, put before the first line, squeeze in
replace: exchange for, change every, change each, change all, turn every, switch out, trade, swap out
compress: zip together, tar together, squash, wrap up, roll up, put into an archive, bundle up, make an archive of, archive up, crunch, gzip up
extract: open up the archive, unpack the archive, take out of the archive, pull out of, get out of, blow up the archive, unwrap
compare: how do differ, what sets apart, where do differ, tell apart, spot the difference, spot the differences
common: both have, both contain, occur in both, are in both, in both files, in either file, shared by, overlap of, which are also in, that are also in, appear also in, found in each
missing: absent in, which are not in, that are not in, not contained in, not listed in, don't appear in, doesn't appear in, do not appear in, are missing from, are missing in, is missing in, is missing from, lacks from, has that lacks, but absent from, nowhere in, not to be found in, without a match in, without match in
validate: is well-formed, is well formed, a valid, parse, parses, still match, still matches, still ok, still intact, still correct, is intact, check the integrity of, integrity, unchanged according to
checksum: sums, check sums, hash value, hash values, control sum
link-target: refer to, link leads, the link leads to, resolve to, resolves to, end up at, ends up at, link goes to, link refer to
exist: is present, is around, available here, is there any, are there any
uppercase: in block letters, in big letters, capital letter, capitals only, shouting
lowercase: in small letters, small letter, uncapitalised, uncapitalized
number-lines: with their numbers, with its number, and their numbers, each line numbered, with their line numbers, with its line number, with the line number, number every line, put line numbers, with line numbers in front, prefixed with line numbers, and line numbers, along with line numbers, including line numbers, and line number, plus line numbers, a line number
per: for each of the, apiece, for every one, per each, one per, by each, within each, in every, of every, split by, sorted into, separated by category
count-each: in each of them, each file separately, separately for each file, individually per file, for each file separately, of each of the files
head-ref: latest change, last change committed
boot: turned on, switched on, last start, last restart, last rebooted, was last rebooted, rebooted, last restarted, started last, last boot time, reboot time, last came up
logged-in: is logged on, currently on, signed on
address: visitors, visitor, ip number, ip numbers, remote address, remote addresses, source address, source addresses, source ip, source ips, hosts by ip
url-noun: web pages, resource, resources, hyperlinks, hyperlink, web address, web addresses
method: http method, http methods, request method, request methods, verb, verbs
hour: hour of day, hourly
installed: on here, set up here
free-word: vacant
shuffle: randomised, in any order, mixed up, jumbled, scramble, scrambled, pick at random, at random pick, randomly chosen, random lines, random line, picked at random
sudo: elevated, with admin rights
parent: parent process, parent id
empty: that contain no files, which contain no files, containing no files, with no files, without files, without any files, with no files in them, without files in them, that have no files, holding no files, with nothing inside, that are void, with no data, that contain nothing, containing nothing, having no content, have no content, of zero bytes, zero size
own: belong to, belongs to, that belong to, that belongs to, which belong to, which belongs to, whose owner is, property of, in the possession of, with owner
force: without prompting, without asking, without confirmation, without being asked, without any prompt, without a prompt, not asking, no questions asked
name-contains: whose name doesn't contain, whose name does not contain, whose names don't contain, whose names do not contain, whose name contains no, with names not containing, without in the name, that don't have in their name, that do not have in their name, whose name lacks
not: whose name doesn't contain, whose name does not contain, whose names don't contain, whose names do not contain, whose name contains no, with names not containing, without in the name, that don't have in their name, that do not have in their name, whose name lacks, with the exception
make-executable: any executable bits set, executable bits set, executable bits, execute bits, exec bit, exec bits, exec bit set, execution bit, execution bits, any execute permission, execute permission set, executable flag, execute flag, x bit, with execute permission, that are executable, which are executable
only-name: without their path, without path names, without the directory, without directories in front, without the leading path, stripped of their path, without folder names, bare names, bare file names, no paths, no path
recursive: and its sub-directories, and sub-directories, and its subfolders, and its subdirectories
max: most expensive, the most expensive, most valuable, most costly
reverse: most expensive on top, most expensive first, priciest first, dearest first
not-contains: do not use, don't use, does not use, doesn't use, that do not use, that don't use, not using, do not import, don't import, do not call, don't call, that do not call, which do not use, not calling
memory: most memory, most ram
cpu: most cpu, most processor time
hidden: non-hidden, nonhidden, not hidden, visible
only-me: only by me, by me only, by me alone, only by the owner, only by its owner, by the owner only, by nobody but me, by nobody else, by no one else
link: shortcut, shortcuts
dir-of: containing folder, containing directory
stash-content: stash contents, contents of the stash, contents of my stash, content of the stash, what is in the stash, what is in my stash, what is stashed, what did i stash, diff of the stash, stash diff
root-disk: root filesystem, root file system, root partition, root disk, root volume, / partition
home-disk: home partition, home filesystem, home volume, home disk
journal: system journal, journal messages, journal entries, systemd journal, journal lines, journal log
`;
