/**
 * Worked examples for the prompt, `request -> command`, GNU tools. Written for this project; each command is read by the
 * judge in a test. Nearest first goes into a prompt (nearest.ts), never the whole list.
 */
export const PAIRS = `
find python files larger than 1 MB modified in the last week -> find . -type f -name '*.py' -size +1M -mtime -7
list hidden files in this folder only -> find . -maxdepth 1 -name '.*' -type f
find empty folders -> find . -type d -empty
find files not ending in .txt -> find . -type f ! -name '*.txt'
find jpg or png images whatever the case -> find . -type f \\( -iname '*.jpg' -o -iname '*.png' \\)
find files owned by alice that others can write -> find . -type f -user alice -perm -o=w
find files changed between two dates -> find . -type f -newermt 2026-01-01 ! -newermt 2026-02-01
find broken symbolic links -> find . -xtype l
find files skipping node_modules -> find . -path ./node_modules -prune -o -type f -print
the ten largest files below here -> find . -type f -printf '%s %p\\n' | sort -rn | head -n 10
the newest file in logs -> find logs -type f -printf '%T@ %p\\n' | sort -n | tail -n 1 | cut -d' ' -f2-
count files by extension -> find . -type f -name '*.*' | sed 's/.*\\.//' | sort | uniq -c | sort -rn
duplicate files by content -> find . -type f -exec sha256sum {} + | sort | uniq -w64 --all-repeated=separate
total size of all log files -> find . -name '*.log' -type f -printf '%s\\n' | awk '{s += $1} END {print s + 0}'
files with the same name in two folders -> comm -12 <(ls a | sort) <(ls b | sort)
lines with error in all logs with file name and number -> grep -rn 'error' --include='*.log' .
files that contain TODO but not FIXME -> grep -rl 'TODO' . | xargs -r -d '\\n' grep -L 'FIXME'
count lines that match in each file -> grep -c 'pattern' *.txt
only the email addresses in a text -> grep -oE '[[:alnum:]._%+-]+@[[:alnum:].-]+\\.[[:alpha:]]{2,}' contacts.txt
lines without comments and blank lines -> grep -vE '^[[:space:]]*(#|$)' config.ini
three lines around each match -> grep -C 3 'panic' app.log
whole word ignoring case -> grep -iw 'main' *.c
lines 10 to 20 of a file -> sed -n '10,20p' notes.txt
every second line -> awk 'NR % 2 == 0' notes.txt
last line of every file -> for f in *.txt; do tail -n 1 -- "$f"; done
remove trailing blanks in place -> sed -i 's/[[:space:]]*$//' notes.txt
replace a word in all files below src -> grep -rlZ 'oldname' src | xargs -0 -r sed -i 's/\\boldname\\b/newname/g'
delete lines that contain debug -> sed -i '/debug/d' app.conf
insert a line at the beginning of a file -> sed -i '1i # generated' script.sh
convert windows line ends -> sed -i 's/\\r$//' notes.txt
lower case a text -> tr '[:upper:]' '[:lower:]' < notes.txt
reverse the order of lines -> tac notes.txt
number the lines -> nl -ba notes.txt
word frequency of a text -> tr -cs '[:alpha:]' '\\n' < book.txt | tr 'A-Z' 'a-z' | sort | uniq -c | sort -rn | head
longest line of a file -> awk '{ if (length > n) { n = length; l = $0 } } END { print l }' notes.txt
unique lines keeping the order -> awk '!seen[$0]++' notes.txt
lines in one file but not in the other -> grep -Fxvf old.txt new.txt
join two files side by side -> paste -d, names.txt ages.txt
second column of a csv -> cut -d, -f2 sales.csv
sum of the third column of a csv with a header -> awk -F, 'NR > 1 { s += $3 } END { print s }' sales.csv
average of a column per group -> awk -F, 'NR > 1 { s[$1] += $3; n[$1]++ } END { for (k in s) print k, s[k] / n[k] }' sales.csv
rows of a csv where a column is above a number -> awk -F, 'NR == 1 || $3 > 100' sales.csv
sort a csv by its second column as a number, highest first -> (head -n 1 sales.csv; tail -n +2 sales.csv | sort -t, -k2,2nr)
names in a json array where age is above 30 -> jq -r '.[] | select(.age > 30) | .name' people.json
keys of a json object -> jq -r 'keys[]' data.json
json array to csv -> jq -r '.[] | [.id, .name] | @csv' people.json
set a value in a json file -> jq '.version = "2.0"' package.json > package.json.new && mv package.json.new package.json
count requests per address in an access log -> awk '{print $1}' access.log | sort | uniq -c | sort -rn | head
status codes of an access log -> awk '{print $9}' access.log | sort | uniq -c | sort -rn
log lines between two times -> awk '$2 >= "10:00" && $2 < "11:00"' app.log
errors per hour -> grep 'ERROR' app.log | cut -c1-13 | sort | uniq -c
rename all txt files to md -> for f in *.txt; do mv -n -- "$f" "\${f%.txt}.md"; done
put a date before each file name -> for f in *.jpg; do mv -n -- "$f" "$(date -r "$f" +%F)-$f"; done
replace blanks in file names -> for f in *' '*; do mv -n -- "$f" "\${f// /_}"; done
move images into a folder of their own -> mkdir -p images && mv -n -- *.png *.jpg images/
copy a folder keeping modes and times -> cp -a src backup
delete log files older than 30 days -> find logs -name '*.log' -type f -mtime +30 -delete
pack a folder into a dated archive -> tar -czf "backup-$(date +%F).tar.gz" docs
list what an archive contains -> tar -tzf release.tar.gz
unpack an archive into another folder -> mkdir -p out && tar -xzf release.tar.gz -C out
one file out of a zip -> unzip -p photos.zip album/cover.jpg > cover.jpg
checksums of all files into one file -> find . -type f ! -name SHA256SUMS -exec sha256sum {} + > SHA256SUMS
make all shell scripts executable -> find . -name '*.sh' -type f -exec chmod u+x {} +
directories 755 and files 644 -> find site -type d -exec chmod 755 {} + && find site -type f -exec chmod 644 {} +
permissions of a file as a number -> stat -c '%a %n' notes.txt
relative link to a file in another folder -> ln -s ../shared/config.yml config.yml
size of each folder here, largest first -> du -sh -- */ | sort -rh
free space on all disks -> df -h
what uses the most memory -> ps -eo pid,comm,rss --sort=-rss | head -n 6
processes of a user -> ps -u alice -o pid,etime,cmd
which process listens on a port -> ss -ltnp 'sport = :8080'
open files of a process -> lsof -p 1234
how long the machine is up -> uptime -p
users with a login shell -> awk -F: '$7 !~ /nologin|false/ {print $1}' /etc/passwd
groups of a user -> id -nG alice
failed services -> systemctl --failed
journal of a service since this morning -> journalctl -u nginx --since today --no-pager
commits of the last week by author -> git shortlog -sn --since='1 week ago' HEAD
files changed in the last commit -> git show --stat --oneline HEAD
who changed a line -> git blame -L 10,20 -- src/main.c
branches already merged -> git branch --merged main
lines added and removed since a tag -> git diff --shortstat v1.0..HEAD
size of a repository's history -> git count-objects -vH
installed packages that match a name -> dpkg -l | awk '/^ii/ && $2 ~ /ssl/ {print $2, $3}'
date two weeks from now -> date -d '+2 weeks' +%F
days between two dates -> echo $(( ($(date -d 2026-12-24 +%s) - $(date -d 2026-01-01 +%s)) / 86400 ))
seconds since 1970 as a date -> date -d @1767225600
decode base64 -> base64 -d secret.b64
hexadecimal dump of the first bytes -> xxd -l 64 image.png
download a file -> curl -fsSLO https://example.org/file.tar.gz
headers of a web page -> curl -sI https://example.org
split a file into parts of 100 lines -> split -l 100 big.txt part-
watch a log as it grows -> tail -F app.log
run a command every time again -> for i in {1..5}; do date; sleep 2; done
当前目录下最大的十个文件 -> find . -type f -printf '%s %p\\n' | sort -rn | head -n 10
统计每种扩展名的文件数 -> find . -type f -name '*.*' | sed 's/.*\\.//' | sort | uniq -c | sort -rn
把所有 txt 文件改名为 md -> for f in *.txt; do mv -n -- "$f" "\${f%.txt}.md"; done
访问日志中出现最多的 IP -> awk '{print $1}' access.log | sort | uniq -c | sort -rn | head
删除 30 天前的日志 -> find logs -name '*.log' -type f -mtime +30 -delete
`
  .trim()
  .split('\n')
  .map((line) => {
    const at = line.indexOf(' -> ');
    return { request: line.slice(0, at), command: line.slice(at + 4) };
  });
