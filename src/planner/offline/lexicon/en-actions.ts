/** English words for what to do. `concept: form, form, two word form`; inflections are derived. */
export const EN_ACTIONS = `
show: show, display, print out, prints out, list out, print, list, give, see, view, output, tell, report, dump, reveal, echo, present, enumerate, let me see, show me, give me, tell me, i want to see, i need, i want, write out, ls, read out, pull up, cat, name only, print only, list out all, display the list of, show the list of, give me a list of, spell out, page through, page wise
show-light: get, check, inspect, look at, retrieve, fetch me, determine, identify, return, obtain, examine, figure out, find out, would like, need, want, like to know, curious, wanna know, peek, peek into, peek inside, peek at, have a look, have a look at, take a look at, take a look, look into, look inside, i wonder, go through
ask: how much, what, which, who, where, when, what's, whats, what is, what are, who is, whose, is there, are there, do i have, have i, do we have
find: find, search, locate, look for, hunt, seek, look up, scan, search for, track down, search through, dig up, looking for, spot
grep: grep, search for the text
count: count, how many, number of, the number of, amount of, tally, count of, quantity of, total number of, how much lines, count up, no. of, print the number of, total number, count up the, how much, get the count of, the count of, find the count of
largest: takes up the most space, uses the most space, take up the most space, using the most space, the most space, uses up the most space, occupies the most space, largest, biggest, heaviest, most space, takes most space, largest first, biggest first, hugest, fattest, bulkiest
smallest: smallest, tiniest, lightest, smallest first
newest: newest, latest, most recent, most recently, last modified, most recently modified, most recently changed, recently modified, newest first, latest first, freshest, youngest, last changed, last touched, most recently edited, most recently touched
oldest: oldest, least recent, least recently, oldest first, earliest
longest: longest
shortest: shortest
delete: delete, remove, erase, rm, get rid of, trash, wipe, purge, clean up, unlink, throw away, throw out, dispose of, clear out, take out, eliminate, nuke, drop, strip out, clean out, discard, dump out, strip, taken out, remove all, take away, clean all, clean away, weed out, be removed, be gone, go away, do away with, should go, can go
clear: clear, truncate, blank out, zero out, wipe the content, make empty, empty out
copy: copy, duplicate, cp, make a copy, make a copy of, replicate, copied, copies of, create a copy, create a copy of, make copies of, clone
backup: backup, back up, backup copy, make a backup, make a backup of
move: move, mv, relocate, shift, transfer
put: put, place, store, keep
rename: rename, change the name of, give a new name, renaming, be called, should be called, be renamed, shall be called, get the name, ought to be called
create: create, make, mkdir, generate, set up, make me, build, produce, prepare, touch, add a new
write: write, save, store, redirect, put, record, export, log
append: append, add, tack on, attach, put at the end
insert: insert, prepend, put in front, put at the top
replace: replace, substitute, swap, change, exchange, convert, turn, switch, find and replace, search and replace, modify, update
set: set, change, update, assign, configure, adjust, bump, modify
uncomment: uncomment
comment-out: comment out, comment-out
turn: turn
edit: edit, modify, in place, in-place, inplace, save the file, save the change, save the changes, save it back, write it back, save the result back, change the file itself, in the file itself, right in the file, directly in the file
convert: convert, transform, turn, change, translate, make
sort: sort, order, arrange, sorted, ordered, rank, ranked, sorted by, order by, ordered by, sort by
reverse: last line first, most frequent first, most common first, highest count first, highest first, newest first, biggest to smallest, largest to smallest, reverse, descending, backwards, decreasing, in reverse, reversed, in reverse order, high to low, from high to low, largest first, highest first, descending order, from largest to smallest, biggest first, z to a, upside down, last to first, bottom to top, from bottom to top, from last to first, most to least, biggest on top, largest on top, newest on top, highest on top, most recent on top
ascending: largest at the end, biggest at the end, largest last, biggest last, to give the largest at the end, with the largest at the end, with the largest last, ascending, increasing, low to high, from low to high, from smallest to largest, smallest first, lowest first, ascending order, least to most
alphabetical: alphabetical, alphabetically, alphabetical order, a to z, lexicographically, by name, alphabetic, in alphabetical order
numerical: numerically, numeric, numerical, by number, by value, as numbers, numeric order, numerical order, number-wise
shuffle: shuffle, random order, randomize, randomise, in random order, at random, random, randomly
unique: without repeating, unique, distinct, different, without duplicates, no duplicates, uniq, unique values, only once, deduplicated, non-duplicate, duplicate-free, without repeats, without repetitions, without repetition, no repetitions, non-repeating, repetitions removed, duplicates removed, each only once, each just once, one of each
dedupe: dedupe, deduplicate, remove duplicates, remove duplicate, drop duplicates, remove repeated, eliminate duplicates, delete duplicate, delete duplicates, filter duplicates, drop duplicate
duplicates: duplicate, duplicates, repeated, duplicated, more than once, occur twice, appear twice, doubled, occurring twice, several times, at least twice
frequency: how often, frequency, frequencies, occurrences, occurrence, number of times, how many times, number of occurrences, histogram, breakdown, distribution, count the occurrences, tally
most-frequent: with most, with the most, most frequent first, most common first, the most requests, most requests, most hits, most visits, the most hits, most requested, the most, most frequent, most common, most often, occurs most, appears most, occurs most often, appears most often, occur most, most popular, commonest, most active, most used, busiest, top, most repeated, turns up most often, turn up most often, shows up most often, comes up most often, shows up most, show up most often, occurs the most, appears the most, come up most often, seen most often, sent the most requests, sent most requests, made the most requests, made most requests, that made the most, turns up most
least-frequent: least frequent, least common, rarest
sum: sum, total, add up, sum up, sum of, total of, altogether, combined, in total, overall, cumulative, grand total, summed, totals, added together, all together, added up, adds up to, sum total, all added together, all told
average: average, mean, avg, mean value, average of
median: median
max: highest, maximum, max, peak, hottest, greatest, largest value, maximal, top value, most expensive, priciest, greatest value, biggest value
min: lowest, minimum, min, coldest, least, minimal, cheapest, fewest, smallest value, the fewest
head: first, top, beginning of, start of, begin, head, initial, leading
tail: last, the last, end of, bottom, final, tail, trailing
middle: middle
skip: skip, skipping, all but, everything but, everything except, except for, omitting, ignoring, leaving out, without
follow: follow, tail -f, watch live, live, as it grows
join: join, merge, combine, concatenate, put together, paste, stitch, glue, merged, concat, as one line, into one line, on one line
side-by-side: side by side, side-by-side, column by column, line by line
split: split, break up, divide, chunk, break, cut up, chop
compare: compare, diff, difference, differences, differ, what changed between, what is different, what differs, compared, comparing, delta
common: common, in common, both, shared, intersection, also in, appear in both, overlap, found in both
missing: not in, missing from, missing in, absent from, but not, only in, but not in, not found in, are not in, is not in, not present in, that is not in, exist only in, appear only in
same: same, identical, equal, the same, alike, match exactly
compress: compress, gzip, zip up, squeeze, shrink, archive, pack, bundle, pack up, package, tar up, compressed
extract: extract, unpack, uncompress, decompress, unzip, untar, gunzip, expand, unarchive, inflate, unxz, open up, unpacked, decompressed, uncompressed
download: download, fetch, curl, wget, http get, grab, retrieve, pull down, get
upload: upload
link: symlink, symbolic link, soft link, link, symlinked, softlink, symbolic links, symlinks, soft links, links
hardlink: hard link, hardlink, hard links
kill: kill, terminate, end, stop, shut down, quit, abort, close, pkill, killall, put an end to
force: force, forcefully, forcibly, -9, sigkill, hard kill
start: start, launch, begin, start up
halt: stop, halt, shut down, turn off, turned off, stopped, bring down
restart: restart, reboot, bounce
enable: enable, turn on, switch on
disable: disable, switch off
reload: reload
run: run, execute, launch, invoke, start, call
install: install, set up
uninstall: uninstall, remove, deinstall
upgrade: upgrade, update
schedule: schedule, scheduled, cron job, crontab, cron
wait: wait, sleep, pause
measure: time, how long does, how long
calculate: calculate, compute, work out, evaluate, calc, what's, how much is, what is, figure out, do the math
plus: plus, added to, and
minus: minus, less, subtract, take away
times: times, multiplied by, multiply
divided: divided by, over, divide
modulo: modulo, mod, remainder
power: to the power of, power, squared, raised to
resolve: resolve, look up
validate: validate, valid, check the syntax, well formed, well-formed, verify, check, syntax check, verify against, confirm that
format: neatly indented, neatly formatted, neatly, tidily, format, pretty print, pretty-print, prettify, nicely, indent, indented, pretty, nicely formatted, formatted, beautify, readable form, well indented, pretty printed
uppercase: uppercase, upper case, upper-case, capital letters, caps, all caps, capitals, capitalised, capitalized, in capitals, upcase
lowercase: lowercase, lower case, lower-case, small letters, downcase
capitalize: capitalize, capitalise, title case
trim: trim, strip, trailing whitespace, trailing spaces, trailing blanks, trailing blank, trailing space, blanks at the end, spaces at the end, whitespace at the end, spaces at the ends
squeeze: squeeze, collapse
number-lines: number the lines, numbered, line numbers, with line numbers, numbering, with numbers, line number, number each line, number lines
wrap: wrap, fold
undo: undo, revert, take back, roll back, rollback, reverse
discard: discard, throw away, drop, revert, restore, undo, reset, get rid of
stage: stage, git add, add to the index
unstage: unstage, unstaged
commit: commit, check in, committed
stash: stash, shelve, put aside, stashed, stashes, set aside
checkout: check out, checkout, switch, switch to, go to, change over, hop over, jump over, jump to, hop to, move over, get onto
merge: merge
push: push
pull: pull
fetch: fetch
rebase: rebase
init: initialize, initialise, init, start
blame: blame, who wrote, who changed, who last changed, last touched, annotate, who edited
contributors: contributors, authors, committers, who contributed, who committed, contributor, committer, each person, every person, per person, each author, by each author, per author, each developer, per developer, each contributor, by author, everyone commit, contribute, contributes
repeat: repeat, repeatedly, loop
generate: generate, produce, make, create
make-executable: runnable, executable, make executable, execute permission, execute permissions, can be run, execution permission, able to run, executable bit set, executable bit, execute bit, execute bit set, executable permission, executable permissions, execution permissions, have execute permission, execute rights, permission to execute, runnable by
own: owned, owner, ownership, belongs, belong, owns, belonging, owned by, belong to, belonging to, chown
grant: give, grant, allow, let, permit, chmod
revoke: revoke, take away, deny, forbid, prevent, block, remove
readable: readable, read access, read permission, read permissions, read rights, read bit, permission to read, world-readable, world readable
writable: writable, writeable, write access, write permission, write permissions, write rights, write bit, permission to write, world-writable, world writable, group-writable
read-only: read-only, read only, readonly
modify-time: not touched, modified, changed, edited, updated, touched, altered, written, modification, last change, written to, changes, modify, mtime, were changed, untouched, unchanged, unmodified
access-time: accessed, opened, used, viewed, atime
create-time: created, added, birth
explain: explain, describe, mean
slow: slow, sluggish, laggy, slowing, lagging, hanging
why: why, how come, what makes, what is making
fills: fills, fill, filling up, eating, eats, taking up, takes up, using up, uses up, hogging, consuming, using, uses, filling, occupies, occupying, eats up, hog
listen: listen, listening, listens, open, bound, bind, occupied, used
exist: exist, exists, is there, there is, do i have, present
change: change, changed, changing, set
swap: swap
label: label, mark
takes: take, takes, taking
say: say, saying, says, states, reading, reads
transpose: transpose
dup-none: exactly once, only once each, just once, only a single time
`;
