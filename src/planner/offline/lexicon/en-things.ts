/** English words for what things there are. */
export const EN_THINGS = `
file: normal/regular, regular/normal, hidden files, hidden file, file, files, document, documents, regular file, regular files, plain file, normal file
folder: folder, directory, dir, folders, directories, subfolder, subdirectory, subdir, dirs
subfolder: subfolder, subdirectory, subdir, sub-folder, sub-directory, sub directory, sub folder, nested folder, nested directory, sub-directories, sub directories, sub folders, sub-folders
here: this directory tree, this folder tree, current directory tree, the current directory tree, here, this folder, this directory, current folder, current directory, working directory, this dir, current dir, this project, this repo, this repository, this site, this tree, present directory, the project, my project, in here, current working directory, this place, current path, this location, around here, cwd
where-am-i: current directory name, name of the working directory, name of current directory, current working directory, print the working directory, path of the working directory, full path of current directory, where am i, pwd, print working directory, full path of the current directory, what directory am i in, which directory am i in, which folder am i in, what folder am i in, absolute path of this directory, path of the current directory, current directory path, name of the current directory, absolute path of the current folder
home: home directory, home folder, my home, home dir
everywhere: whole system, entire system, whole disk, everywhere, entire file system, entire filesystem, whole filesystem, the root directory, from root, entire file system, whole file system, entire filesystem, whole filesystem, the file system, in the file system, the entire disk, whole disk, root file system, starting from the root directory
item: files/directories, files/folders, directories/files, file/directory, folders/files, item, items, entry, entries, thing, things, element, elements, record, records, stuff, everything, anything, something, content, contents, object, objects, one, ones, values, value
name: name, names, filename, filenames, file name, file names, called
only-name: only the filenames, only filenames, print only the filenames, not paths, not the paths, without path, without paths, without the path, base names, basenames, without their paths, names without paths, only the names of the files, name only, only the name, just the name, names only, only names, just names, only the names, just the names, only their names, just their names, basename, only the file names, file names only, filenames only, only file names, just the filename, just the file name, just the file names, base name
man-page: man page, manual page, manual, manpage
only-path: path only, only the path, just the path, paths only, only paths, relative path, just paths, only the paths
path: path, paths, full path, location
absolute: absolute, full path, absolute path, full paths, absolute paths
extension: extension, extensions, file extension, file extensions, file type, file types, suffix, ending, file ending, ending of all, file ending, file endings, endings
hidden: hidden, dotfiles, dot files, dotfile, including hidden, hidden files
empty: empty, zero-byte, zero byte, zero-length, zero length, 0 bytes, 0-byte, no content, nothing in them, of size zero, blank, with size zero, size zero, zero size, of zero size, of size 0, with size 0, nothing inside, no bytes
broken: broken, dangling, dead
size: size, sizes, how big, how large, file size, how heavy, weigh, how big, how large
disk-usage: how much room, disk usage, space used, disk space used, how much space, how much disk space, du, space taken, storage used, used space, space does, takes up, size on disk, space consumption, disk consumption, take up, occupy, disk use, space usage
human: human readable, human-readable, readable sizes, human, in human readable form, human friendly, readable units, human-friendly
bytes: byte, bytes, in bytes
mega: megabytes, megabyte, in mb, mb
kilo: kilobytes, kilobyte, in kb, kb
gigabytes: gigabytes, gigabyte, in gb
line: line, lines, row, rows
comment: leave the comments out, leave comments out, without the comments, no comments, without comments, comment, comments, comment line, comment lines, commented, commented out, commented-out
blank-line: blank line, blank lines, empty line, empty lines, blanks, no blanks, empty ones, blank ones
word: word, words
character: character, characters, char, chars, letter, letters, symbol
column: column, columns, field, fields, col
header: header, header line, header row, heading, title row, headers, column names, column titles, column headers, field names, http headers, http header, response headers, response header
delimiter: semicolon separated, semicolon-separated, pipe separated, pipe-separated, colon separated, tab separated, separated by semicolons, comma separated, comma-separated, delimiter, separated by commas, separated, separator
tab: tab, tabs, tab separated, tab-separated
space-char: space, spaces, blank, blanks
whitespace: whitespace, white space, trailing whitespace
newline: newline, newlines, line break, line breaks
digit: digit, digits
number-noun: number, numbers, integer, integers, integers from
text: text, string, phrase, pattern, term, expression, words, keyword, substring, literal
regex: regex, regular expression, regexp, extended regex, regexes
case-insensitive: regardless of upper or lower case, don't mind the case, case insensitive, case-insensitive, ignoring case, ignore case, regardless of case, any case, case insensitively, case-insensitively, whatever the case, upper or lower case, any capitalisation, any capitalization, regardless of capitalisation, regardless of capitalization, no matter the case, irrespective of case, in any case, caseless, without regard to case, in upper or lower case, not case sensitive, case doesn't matter, uppercase or lowercase, disregarding case, case does not matter, lower or upper case, case not important, don't care about case, do not care about case, regardless of the case, case is irrelevant, no matter the case, any capitalization, whichever case
case-sensitive: case sensitive, case-sensitive, exact case
whole-word: whole word, whole words, as a word, as a whole word, exact word, as whole words, complete word, standalone
whole-line: whole line, entire line, exact line
context-lines: context, surrounding lines, lines of context, around
count-each: per file, for each file, each file, of each file, in each file, each of the files, by file
per: per, each, by, for each, for every, grouped by, group by, in each, broken down by, of each, every, grouped
permission: permission, permissions, mode, access rights, rights, file mode, perms, access mode, octal mode
octal: octal, numeric permissions, octal mode, in octal, numeric mode, octal permissions, numeric form, octal form, as a number
everyone: everyone, everybody, anyone, all users, world, others, others as well, anybody, other people, other users, nobody else, world-writable, world-readable, world writable, world readable
only-me: only me, just me, only i, only the owner, owner only, just the owner, nobody but me, me only, only for me, private, nobody except me, nobody but me, no one but me, no one except me, nobody else, no one else, only myself, but nobody else, for my eyes only, just for me, nobody but the owner, no one but the owner, nobody except the owner, no one except the owner, only its owner, only the file owner, owner alone, the owner alone, nobody besides the owner, none but the owner
owner-class: owner, user, me, myself
group-class: group
link-target: where does the link point, target of the link, points to, point to, link target, point at, points at, symlink target, lead to, leads to
checksum: checksum, hash, digest, fingerprint, checksums, hashes, check sum, hash sum
sha256: sha256, sha-256, sha 256, sha256sum, sha256 sum, sha256 checksum, sha256 hash, sha256 digest, sha-256 sum, sha-256 checksum
sha1: sha1, sha-1, sha1sum
md5: md5, md5sum, md5 sum, md5 checksum, md5 hash, md5 digest
sha512: sha512, sha-512
base64: base64, base 64, base-64
encode: encode, encoded
decode: decode, decoded
hex: hex, hexadecimal, hex dump, hexdump, xxd, hex values, in hex
binary: binary, base 2
mime: mime type, mime, kind of file, type of file, file type, what type, what kind, what kind of file, what type of file
encoding: encoding, character set, charset
archive: tar.gz, archive, tarball, tar, tar archive, tar file, tar.gz, tar ball, archives
gzip: gzip, gz, gzipped, gzip-compressed
zip: zip, zip file, zip archive, zipped
xz: xz
seven-zip: 7z, 7zip, 7-zip
bzip2: bzip2, bz2
original: original, originals, source file, the original, original file, source
keep: keep, leave, keeping, leaving, preserve, retain, without deleting, without removing, preserving
parents: parents, parent directories, parent folders, missing parents, parent directory, intermediate directories, including parents, parents as needed, with parents, intermediate, whole path, full path, missing parent directories
timestamp: timestamp, timestamps, modification time, modification date, date modified, last modified time, mtime, modified time, time stamp, last modified date, modification times, time of last change, time of modification
json: json
csv: csv
log: log, logs, log file, log files
key: key, keys, top-level keys, property, properties, attribute, setting, option, parameter, settings, config key
array: array, list
level-log: level, levels, severity, log level, log levels, severities
error: error, errors, error messages, error lines
warning: warning, warnings, warn, warns
info-level: info, informational
address: address, addresses, ip address, ip addresses, ips, client addresses, clients, client, client ip, client ips, ip
status-code: status code, status codes, http status, http status codes, response code, response codes, http codes, http code, return codes
request-noun: request, requests, hits, visits, hit, visit
url-noun: url, urls, page, pages, endpoint, endpoints, path, paths, requested path, requested paths
process: process, processes, program, programs, task, tasks, proc
pid: pid, process id, pids, process ids, process number
parent: parent, ppid
tree: tree, hierarchy, directory tree, tree view
cpu: cpu, processor, processors, cpus
core: core, cores, cpu cores, processor cores, how many cpus, processors, cpu count
memory: memory, ram, mem
swap: swap, swap space
disk: disk, disks, hard disk, drive, drives, disk space, storage, filesystem, filesystems, file system, hard drive, partition, partitions, file systems
free: free, available, left, remaining, unused, free space
used: used, usage, use, utilization, utilisation, consumption, in use, occupied
full: full, fullest
mount: mount, mounted, mounts, mount points
inode: inode, inodes, inode number
uptime: how long has this machine been up, how long has this system been up, how long has the system been running, how long has the server been running, how long has this computer been on, how long has the machine been running, how long this machine has been up, been up, uptime, how long has the system been up, how long has this machine been running, how long has this been running, how long is it up, up since, how long has the machine been up, how long has the computer been on, how long the system has been running, system been up, been running, how long has it been up, machine up, server up, system up, computer up, box up, since when is this machine up, since when is the machine up, since when is the server up, since when is this server up, how long is the machine up, been on, how long are we up
load: load, load average, load averages
boot: boot, booted, boot time, last boot, started up, last reboot, last booted
kernel: kernel, kernel version, kernel release, linux version, linux kernel
os: os, operating system, distribution, distro, os release, linux distribution, os version, operating system release, release, debian version, system version, version of linux, ubuntu version
arch: architecture, cpu architecture, machine architecture, 32 or 64 bit, hardware platform, 64-bit, 64 bit
hostname: hostname, host name, machine name, computer name, name of this machine, name of this computer, name of the machine, name of this host, name of the computer, name of the host
machine: machine, computer, system, host, server, box, laptop, pc
hardware: hardware, specs
gpu: gpu, graphics card
usb: usb, usb devices
pci: pci, pci devices
block-device: block devices, block device, lsblk
temperature: temperature of the cpu
ip: ip, ip address, ip addresses, my ip
public-ip: public ip, external ip, public ip address
interface: network interface, network interfaces, interface, interfaces, nic, network card, network cards
mac-address: mac address, mac addresses, hardware address
route: route, routes, routing table, gateway, default gateway, default route
dns: dns, name server, nameserver, nameservers, name servers, dns server, dns servers, resolvers, resolver
ports: port, ports, tcp ports, tcp port, udp port, sockets, socket
connection: connection, connections, network connections, tcp connections
network: network, networking, net
internet: internet, online
ping: ping, reachable, pings, reach, pingable, get through to, connect to
user: user, users, account, accounts, login, user account, user accounts, username, usernames, login name, login names
whoami: whoami, who am i, my username, current user, my user name, logged in as, username am i, user am i, my login, my login name, which user am i, what user am i, name of the current user, current username, my user
logged-in: logged in, logged on, signed in, logged-in, logged into, currently logged
last-login: last logins, login history, recent logins, last login
group: group, groups, user group, user groups
member: member, members, belongs to, in the group, part of, member of, people, who belongs, who is, everyone in, persons
uid: uid, user id, numeric id, user id number, userid
gid: gid, group id
login-shell: when he logs in, when she logs in, when they log in, when logging in, at login, on login, upon login, after login, after logging in, at sign-in, login shell, shell, default shell
system-account: real users, human users, regular users, normal users
service: service, services, daemon, daemons, systemd service, systemd services, unit, units
running: running, active, currently running, alive, executing, live
failed: failed, failing, crashed
journal: journal, system log, system logs, syslog, journalctl, service log, service logs
timer: timers, timer, systemd timers
cron: jobs, cron, cron job, cron jobs, crontab, cronjobs, cronjob, scheduled jobs, scheduled tasks, cron entries, cron entry
env-var: environment variable, environment variables, env variable, env variables, environment, env, env var, env vars, environment var, env variable, shell variable, variable, variables, exported variables
search-path: PATH variable, search path, path directories, executable search path, path entries, directories in path, directories on path, $PATH
command-noun: command, commands, tool, tools, executable, binary, program
which-cmd: where is the executable, full path of the command, location of the command, which executable, path to the binary, path of the command, path of the binary, where is the binary, where is the program
version: version, versions, version number, version number of, version string
alias: alias, aliases
history: history, command history, shell history
package: package, packages, software, deb, apt, dpkg
installed: installed
upgradable: upgradable, upgradeable, outdated, can be upgraded, updates available, available updates
date: date, today, today's date, current date, day, date of today
time: time, current time, clock, time now, what time
now: present moment, this moment, this very moment, moment, now, currently, right now, at the moment, at present, current, present, presently
year: year
month: month
weekday: weekday, day of the week, day of week, which day of the week, name of the day
week-number: week number, calendar week, iso week, week of the year
day-of-year: day of the year, day of year, julian day
timezone: time zone, timezone, tz
utc: utc, gmt, utc time
epoch: epoch, unix time, unix timestamp, epoch seconds, seconds since the epoch, seconds since epoch, unix epoch
iso: iso, iso format, iso 8601, iso format
calendar: calendar, cal
four-digits: four digits, four-digit, 4 digits, 4-digit
sequence: sequence, numbers from, seq, count from, counting from
random-number: random number, random password, random string
password: password, passphrase
git: git, repo, repository, git repo, git repository, version control
branch: branch, branches
tag: tag, tags, git tag
commits: commit, commits, revision, revisions, changeset
commit-message: commit message, commit messages, message, subject, commit subject, commit subjects, message of
commit-hash: commit hash, commit id, sha, hash, commit sha, revision id
history-git: history, log, commit log, commit history, git history
short-form: in short form, in a short form, short form, oneline, one line, one line each, one per line, compact, short, abbreviated, briefly, brief, one line per commit, in short, condensed, one-line, summary, one liner
graph: graph, as a graph, ascii graph
status: status, state, state of
working-tree: my work, current work, work in progress, my current changes, what i have changed, unfinished work, working tree, work tree, working copy, uncommitted changes, uncommitted, local changes, local modifications, not committed, not yet committed, pending changes, dirty
staged: staged, index, staging area, cached, in the index, staged changes
untracked: untracked, not tracked, not under version control, new files, unknown to git, not in git, not added
tracked: tracked, version controlled, under version control, tracks, known to git, in git
ignored: ignored, gitignored
changes: change, changes, modification, modifications, edits, difference, differences, edit, diff
remote: remote, remotes, origin, remote url, remote repository
merged: merged, already merged
unmerged: unmerged, not merged, not yet merged
conflict: conflict, conflicts
author: author, authors, who, by whom, authored, made by
config: configuration, config, setting, settings, configured
head-ref: the last commit, the latest commit, the most recent commit, my last commit, the newest commit, HEAD, latest commit, last commit, most recent commit, newest commit, current commit, current revision, this commit, tip, in the last commit, in the latest commit, in the most recent commit, by the last commit, in my last commit, in last commit, with the last commit, by the latest commit
first-commit: first commit, initial commit, root commit, oldest commit
previous: previous, preceding, before last, prior
lines-of-code: lines of code, loc, code lines
image: image, images, picture, pictures, photo, photos, pics
script-noun: script, scripts
source-code: source, source code, source file, source files, code
music: music, songs, audio
video: video, videos, movie, movies, clips
level: level, levels, deep, depth
recursive: this directory tree, current directory tree, the current directory tree, this folder tree, recursive, recursively, including subfolders, including subdirectories, and subfolders, and subdirectories, at any depth, any depth, all levels, subfolders too, subdirectories too, in all subfolders, in all subdirectories, and all subdirectories, and its subdirectories, and below, with subfolders, throughout, and all its subfolders, anywhere below, in all folders, whole tree, anywhere under, anywhere, deep down, and its subfolders, and everything below, entire tree, and sub-directories, its subdirectories, including sub-directories, in subdirectories, in subfolders, under it, in all subfolders, also in subfolders, across all folders, all subfolders, all subdirectories, everything under, everything below, in any subfolder, in any subdirectory, directory tree, in any folder, subfolders included, subdirectories included, subfolders as well, also in subdirectories, with all subfolders, with subdirectories, including all subfolders, including all subdirectories, and its sub-directories, and sub directories, and subdirs, and all subdirs, and its subdirs, and its sub directories, all the subdirectories, all its subdirectories, and all of its subdirectories, and all sub-directories, and their subdirectories, in sub directories, below it, however deep, no matter how deep, at every level, on any level, at all depths, directory hierarchy, folder hierarchy, folder tree
not-recursive: not recursively, non-recursively, non recursively, without subfolders, not in subfolders, excluding subfolders, without subdirectories, not in subdirectories, no subfolders, directly in, directly inside, directly under, top level, top-level, only in this folder, only directly, ignoring subfolders, not the subfolders, without descending, do not descend, no recursion, immediate, immediately, not recursive, direct, without recursion, first level, non-recursive, ignoring subdirectories, excluding subdirectories, not subfolders, not including subfolders, not including subdirectories, this folder only, only this folder, this directory only, in this folder only, only in this directory, only in the current directory, right in, not deeper, not in its subfolders, without going into subfolders, not deeper, but not in subfolders, but not subdirectories, without descending into subdirectories, do not descend into subdirectories, not descending into subdirectories, no deeper, on the top level, at the top level, at top level
detail: details, detailed, detail, long format, long listing, with details, with sizes, with permissions, in long format, ls -l, long form, long list, full details, in detail, all details, long listing of, a long listing, display a long listing, listing with details, full information, detailed information, detailed listing, detailed list, info about, information about
oneline-each: one entry per line, one directory per line, one name per line, one per line, each on its own line, each on its own, on separate lines, one a line, on its own line, single column, line by line
screen: screen, terminal, on screen, to the screen, on the screen, to the terminal, stdout, standard output, to stdout, console, on the terminal
stdin: stdin, standard input, input, piped input, piped data, the pipe, incoming
result: result, results, output, the output, the result, listing
verbose: verbose
quiet: quietly, quiet, silently
sorted-size: largest first, biggest first, smallest first, biggest on top, largest on top, by size, according to size, by file size, in order of size, size order, size-wise
sorted-time: newest first, latest first, most recent first, most recently modified first, oldest first, newest on top, by time, by date, by modification time, by modification date, chronological, chronologically, by modified time, by date modified, by last modified, by mtime, by last modification, in chronological order, time order
length: length, long, len
position: position, line number
percent: percent, percentage, %
minute: minute, minutes
hour: hour, hours
second: second, seconds
inside-archive: inside the archive, archive contents, in the archive, contains
title: title, titles
email-noun: email, emails, e-mail, email addresses, email address, mail addresses, e-mail addresses
message: message, messages
tcp: tcp, udp, ipv4, ipv6
`;
