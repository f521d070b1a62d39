/** English words that hold a request together: prepositions, comparisons, negation, politeness. */
export const EN_GRAMMAR = `
stop: without quotes, without the quotes, raw without quotes, no quotes, please do, would you please, if possible, it is in, it's in, file is in, the file is in, aside, effectively, ie, i.e., namely, in question, happens, happen, later, care, wherever they are, wherever it is, one after the other, over all, a, an, the, this, that, these, those, please, me, my, i, you, your, we, our, us, can, could, would, will, should, is, are, be, been, being, was, were, do, does, did, there, it, its, it's, they, their, them, he, have, has, had, am, as well, so, just, also, kindly, hey, ok, okay, thanks, thank you, help me, i'd, i'm, let's, lets, how, any, some, of the, such, then, if, quickly, simply, actually, really, exactly what, itself, themselves, currently, one of, at, etc, via, through, using, use, along, together, full, complete, whole, entire, given, following, respective, corresponding, certain, particular, specific, own, very, already, yet, still, too, now, about, found, occur, appear, occurring, appearing, live, located, residing, sitting, lying, sit, reside, dwell, hang out, hang around, repose, can be found, beside it, beside them, beside each of them, are to be found, is to be found, stored, residing in, go, goes, going, come, does, mine, ones that, which are, that are, can you, could you, would you, for me, i would like, id like, i'd like, way, new one, inside it, here's, available, as needed, if needed, where needed, if necessary, single, per se, list of, a list of, set of, want to, to know, need to, how do i, how can i, how to, what do, exist, existing, overview, all of, all the, all my, summary of, afterwards, at all, lie, lies, lives, know, must, may, might, shall, ought to, else, somewhere, another, present in, defined, declared, byte for byte, keep everything else, leave everything else, leave the rest, keep the rest, nothing else, and nothing else, turn out, happen to, to be found, supposed, whatever, like this, sort of, kind of thing, wherever, being used, called for, starts out, meant, want, wanted, provided, respectively, respective, individually, properly, automatically, easily, safely, there are, together, consider, one by one, as follows, i have, i got, lot, bunch of, within it, therein, thereof, on this machine, on my machine, on this computer, on this system, on the system, in this system, for review, again, ready, somehow, else in there, instead, for later, my work, effective, so, successfully, i.e, e.g, the hell, happened, in the meantime, of yours, if you please, be so kind, be so kind and, if you would, would you kindly, i would appreciate, could you please, do me a favour and, i would like you to, would you mind, on my behalf, takes place, take place, be able to do, do anything with
new: new, brand new, fresh
but: but
all: both, all, every, everything, each, whole, entire
only: only, just, solely, nothing but, limited to, exclusively, purely
p-in: down, in the directory tree, in the tree, rooted at, starting from, starting at, beginning at, in, under, inside, within, below, beneath, at, on, inside of, underneath, across, contained in, located in, in the folder, in folder, in directory, among, per, according to, throughout, residing in, stored in, found in, sitting in, living in, beginning in, starting in, starting with directory, in the path, somewhere under, somewhere below, anywhere in, anywhere under, anywhere below, below the, residing under, contained within, in and below, under and below, in and under, located under, present in, placed in, kept in
p-to: to, into, onto, in to, over to, towards, toward, to become, so that it becomes, to be
p-from: from, out of, off, starting from
p-of: over, across, of, for, from, belonging to, about, regarding
p-with: with, using, against
p-by: by
p-as: as
p-and: and, plus, as well as, &, along with, together with, or
p-or: or, either
p-named: named, called, by the name of, by the name, with the name, with name, titled, whose name is, whose names are, whose name matches, whose names match, matching, matching the pattern, with the title, with names matching, that match, which match
starts-with: starting with, starts with, start with, beginning with, begins with, begin with, prefixed with, prefixed by, starting in, which start with, that start with, whose name starts with, whose names start with, whose names begin with, whose name begins with, with names starting with, with the prefix, with prefix, prefix, which begin with, that begin with, which begins with, that begins with, which starts with, that starts with, names starting with, name starting with, names begin with, name begins with, name starts with, names start with
ends-with: ending with, ends with, end with, ending in, ends in, end in, suffixed with, with the suffix, finishing with, finish with, whose name ends with, whose names end with, whose names end in, whose name ends in, that end with, that end in, terminated by, whose extension is, having the extension, that have the extension, which end with, which ends with, that ends with, whose names end
name-contains: whose name contains, whose names contain, with names containing, have in the name, has in the name, with a name containing, names containing, name containing, containing in the name, in their name, in its name, in the name, in their names, in the filename, in the file name, names contain, name contains, with in the name, in name, filename contains, whose filename contains, whose filenames contain, file names containing, filenames containing, names include, name includes, whose name includes, whose names include
contains: containing, contain, contains, that contain, which contain, with the text, with the word, mention, mentions, mentioning, includes, including the text, include, having, with the string, holding, holds, that mention, which mention, that say, which say, they say, it says, referencing, refer to, with the phrase, where it says, include the word, includes the word, that include, has the word, have the word, that have, match, matching, matches, has, have, in which, featuring, references, reference, carrying, refers to, referring to, with content, in which there is, that contains, which contains, which contain, that call, which call, that use the word, that import, importing, that reference, calling, which hold, that hold, where there is, pinned with, tagged with, marked with, labelled with, labeled with, bear, bearing
not-contains: not containing, without the word, don't contain, do not contain, doesn't contain, does not contain, that lack, lack, lacking, lacks, without, which do not contain, don't mention, do not mention, without the text, does not mention, doesn't mention, not mention, not mentioning, not have, not contain, not match, not matching, don't match, do not match, that don't have, don't have, do not have, does not match, not include, don't include, do not include, do not say, does not have, free of, doesn't have, no mention of, dont contain, doesnt contain, that do not contain, which does not contain, that does not contain, that don't contain, without any, that do not mention, that don't mention, not having, without a single, with no
not: not, no, don't, doesn't, isn't, aren't, never, non, cannot, can't, neither, nor, do not, does not, is not, are not, other, dont, doesnt, isnt, havent, hasnt, arent, haven't, hasn't, didn't, didnt, wasn't, wasnt, were not, was not, have not, has not, had not, cannot, must not, should not, shouldn't, mustn't
except: leave the comments out, leave comments out, without the comments, no comments, without comments, except, excluding, apart from, other than, except for, but not, ignoring, leaving out, exclude, excludes, besides, aside from, omitting, with the exception of, skipping, not in, not under, not counting, outside, outside of, skip, ignore, not including, disregarding, but exclude, but ignore, but skip, but leave out, leave out, leaving aside, minus, with exception of, but omit, omit, except those, except for those, excluding those, but not those, excluding the ones, other than those, exclusive of, but without
more-than: more than, over, larger than, bigger than, greater than, above, exceeding, exceeds, exceed, upwards of, higher than, heavier than, beyond, larger, bigger, greater, more, above the value, longer than, costlier than, that exceed, hotter than, warmer than, in excess of, over and above, longer
less-than: less than, under, smaller than, below, fewer than, lower than, lighter than, smaller, fewer, not more than, shorter than, cheaper than, lower, colder than, cooler than, less
at-least: at least, no less than, or more, minimum of, not less than, or larger, or bigger, or greater, and up, or above, and above, or higher, or older, or later, onwards, or longer, and higher, and over, or greater than, minimally, not smaller than, as a minimum, and upwards, and upward, or upwards, onward, or beyond, and beyond
at-most: at most, no more than, up to, maximum of, or less, or smaller, not over, or fewer, or below, max, maximum, a maximum of, at the most, or under, and below, not larger than, not bigger than, not more than, no larger than, no bigger than, as a maximum, maximally, or earlier, and downwards, and lower, or lower
exactly: exactly, equal to, equals, precisely, is exactly, equal, being, of exactly, of size, of exactly, is equal to, are exactly
between: between, ranging from
older: older than, older, over old, old, more than ago, before
newer: newer than, newer, younger than, younger, more recent than, newer versions, fresher than
within: in the last, within the last, in the past, within the past, during the last, over the last, in last, within, less than ago, last, past, over the past, during the past, the last, the past, in recent, these last, for the last, not older than, no older than, less old than, from the last, not more than, in these last, from the past, during the previous, in the previous, within the previous
ago: ago, back, earlier
since: since, after, later than, starting, from on, on or after, as of
until: until, till, before, prior to, up to, through, earlier than
today: today, today's, of today, this day
yesterday: yesterday, yesterday's
tomorrow: tomorrow
this-week: this week
this-month: this month
this-year: this year
noon: noon
where: where, whose, with, such that, for which, in which
than: than
instead: instead, rather, instead of, rather than
together: together
half: half
dozen: dozen
couple: couple, a couple of
it-ref: it, them, that one, there, the result, the same
and-then: and then, then, after that, afterwards, followed by, and afterwards, next, and finally, finally
if-exists: if it exists, if present, if any, if they exist
interactive: interactively, with confirmation, prompting, asking first, confirm
dry: dry run, without doing it
ordinal: third, fourth, fifth, sixth, seventh, eighth, ninth, tenth
second-ord: second, 2nd
nth: nth
exclude-header: without the header, excluding the header, skip the header, skipping the header, except the header, without header, ignoring the header, no header, but the header, apart from the header, minus the header, leaving out the header, not the header, header excluded, not counting the header
every-nth: every other, every second
sudo: as root, with sudo, as admin, as administrator, sudo, with root rights
`;
