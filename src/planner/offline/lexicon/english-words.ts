/**
 * English words that are no misspelling of ours, whatever they resemble. Which words are common in requests was counted in
 * the NL2Bash corpus (MIT) and in tldr-pages (CC-BY-4.0); the words themselves are plain English, everyday ones were added.
 */
export const englishWords = (): string => `
able about above absent away care cares pier hold holds carriage sidecar exported prior rating beneath cover lots mails waiting somewhat heading headings sender senders caring happening untouched  absolute accept accepting accepts access accessed accessible according account
accounts accross across action actions activate active activity actual actually added adding addition
additional address addresses adds adjust admin affected affecting after again against agenda agent agents
ages airport album algorithm algorithms alias aliases align aligned alignment alive allocated allocation
allow allowed allowing along alpha alphabetically alphanumeric already also alternate alternative although
always amount analysis analytics ancestor animal animals animation anime annotated annotations another
answer answering anything anywhere apache appear appears append appended appending application
applications applied applies apply applying appropriate apps arbitrary architecture archive archives area
areas aren argument arguments around array arrow artifact artifacts asking aspect assembly assets assign
assigned associated assumed assuming atleast attach attached attachment attack attempts attribute
attributes audio audit auth authenticate authenticated authentication author authority authorization
authorized authors auto autocompletion automatic automatically autostart autumn available average avoid
axis back backed backend background backlight backslash backup backups backwards balance balances ball
bandwidth base based basename bash basic basketball batch bathroom battery baud because become been before
begin beginning behavior being belong belonging belongs below benchmark beneath berlin best better between
beyond bigger biggest bike binaries binary bind binding bindings birthday bitcode bitmap bits black blame
blank blanks blob block blocking blocks blue board boat body book bookmark bookmarks books boolean
booleans boot bootable bootloader bootstrap borders born both bottom bound boundaries bounding boxes
branch branches breaking bridge brief brightness broken browser brute btrfs bucket buckets budget buffer
build builder building builds built builtin bulk bundle button bypass byte bytes cache cached caches
calculate calendar call called calls camera cannot canonical capabilities capability capital capture
captured card case cased cases cask casks castle categories category cause causing cell certain
certificate certificates chain chair change changed changelist changelog changes changing channel channels
chapter chapters character characters chart chat check checked checking checkout checks checksum checksums
chemistry chess child children china chinese chip chmod choose chosen chroot chunks cipher cities city
class classes clean clear click clicked client clients clipboard clock clockwise clone close closed cloud
cluster clusters cmake code codes codespace coding coffee coin cold collect collection colon color colored
colors colour colours column columns combination combined comma command commands commas comment comments
commit commits committed committer common compare compared comparing comparison compatibility compatible
compilation compile compiled compiler compiling complete completed completion completions component
components compose compress compressed compresses compressing compression compute computer concurrency
concurrent conda condition config configs configuration configurations configure configured confirm
confirmation conflict conflicts connect connected connecting connection connections connectivity connects
consecutive consisting console constant consumer consumption contacts contain contained container
containers containing contains content contents context contexts contract control controller controls
conversion convert converted convolution cookie cool coordinates copies copper coprocess copy copying core
cores corner correct correctly correctness corresponding cost costs count counter countries country counts
course courses cover coverage crash crate create created creates creating creation credential credentials
cron crontab current currently cursor custom customer customers customize daemon daily damaged dance
daniel dashboard data database databases dataset datasets date dates days dead debug debugging decimal
decompressed decompression decrease decreasing decrypted deduplication deep default defaults defined
definition definitions degrees delay delete deleted deletes deleting deletion delimited delimiter
delimiters denials denied department depend dependencies dependency depends deploy deployed deployment
deployments depot depth dereferencing descending description descriptions descriptor desired desktop
destination destroy destructive detach detached detail detailed details detect detected detection
determine determined determining developer development device devices diagnostics diagram dialog dice
dictionary diff differ difference differences different digest digit digital digits dimensions dinner
direct directive directives directly directories directory dirs disable disabled disables disabling
discard discarding disk disks dispaly display displayed displaying displays distinct distribution
dithering docker doctor document documentation documents does doesn doing domain domains done door dots
double down download downloaded downloading downloads downwards draft drafts dragon draw dream drive
driver drivers drop dummy dump duplicate duplicates duration during each early earth east echo ecursively
edges edit edited editing editor edwarda effect egrep either element elements elete elevated email emails
embedded emove employee employees empty emulation emulator emulators enable enabled enabling encoded
encoding encountered encrypt encrypted encryption ending endings endpoint endpoints ends engine engines
english enrolled ensure ensuring enter entering entire entity entries entry environment environments epoch
equal equivalent erbose error errors ersion escape escapes essage etcd even evening event events every
everything exact exactly exam example exams except exclude excluding exec executable executables execute
executed executing execution exist existing exists exit exiting exits expand expanded expands expansion
expect expected experimental expiration explanation explicit explicitly export exported exposed expression
expressions extended extension extensions extent external extra extract extracted extracting extraction
facilities factor factors factory fail failed fails failure failures fake fakeroot family fast faster
fastest feature features feed feedback feeds feel fetch fever ffmpeg field fields fifth file filename
filenames files filesize filesystem filesystems filetype fill filter filtered filtering filters final find
finds finger fingerprint fingerprints finish fire firewall firmware first fish five fixed fixes flag flags
flake flash flight floppy flow flower flowers focused folder folders follow followed following follows
font fonts food foot football force forcibly forcing foreground fork form format formats formatted
formatting formula formulae fortnight forward forwarding found four fourth frame framebuffer frames
framework france free french frequencies frequency frequent fresh friday friend from front fruit fruits
full fullscreen fully function functions funny further future fuzzy gadgets galaxy game games gamma
garbage garden gateway gems general generate generated generating generation generations generator generic
geography germany gets gist give given giving glass glob global globally goal goals going gold good
goodbye gracefully grade grades graph graphical graphics graphs greater greatest grep grey greyscale grid
group grouped groups guess guesses guest gzip gzipped half hand handle handling hangup happen happy hard
hardware hash hashes hate have having head header headers headings headless health heap heart height held
hello helm help helper here hero hexadecimal hidden hide hierarchy high higher highest highlight
highlighted highlighting histogram history holiday home hook hooks hope horizontal horizontally hospital
host hosted hostname hostnames hosts hotel hotels hotkey hour hours house however hreads html http https
human hypervisor icon idea ideas identical identified identifier identity idle ignore ignored ignoring
image images immediately immune import imported improve inactive include included includes including
incoming increase indent indentation indented index indexes indices individual infected infinite info
information informational informative infrastructure init initial initialization initialize initramfs
inline inode inodes input inputfile inputs insecure insensitive insensitively insert inside install
installation installed installer installing instance instances instead instructions integer integration
integrity interaction interactive interactively interface interfaces intermediate internal internet
interpret interpreted interpreter interrupted interval into invalid inventory inverted invocation invoice
invoices invoke invoked invoking irectory iron isolated issue issues item items itself java javascript
jenkins jobs join joke journal journey journeys json jump junk just keep keeping kernel kernels
keybindings keyboard keymap keyring keys keystore keyword keywords kill kind king kitchen kitebuilder
known kubeconfig label labels language languages large larger largest last late latency later latest
launch launcher launching layer layers layout layouts lead leading leaf lease least leave leaving left
legacy length less lesson lessons letter letters letting level levels libraries library license life light
like limit limited limiting limits line lines link linked linking links lint linting list listed listen
listening listing lists literal live lived lives load loaded loading local locale locales localhost
locally located location locations lock locked lockfile locks logged logging logic logical login logs
london long longer longest look lookup loop loopback lose lossy lost love lower lowercase lowest lunch
machine machines macro made magic mail main maintenance make making manage managed management manager
managing manifest manual manually many mapping mappings maps mark markdown marked mask master match
matched matches matching math matrix maximum maybe mean meaning means media medicine medium meeting
meetings megabytes member members memory menu merge merged merging message messages metadata metal metals
method methods metrics microphone might migration migrations milliseconds minimal minimum minion minute
minutes mirror mirrors missing mode model models modes modification modifications modified modify
modifying module modules monday money monitor monitoring monitors monochrome month months moon more
morning most mount mountain mounted mountpoint mounts mouse move movie mplayer much multi multiple music
must mute mydir myfile mysql name named names nameserver namespace namespaces naming native necessary need
needed needs negative neighbor nested network networking networks never newer newest newline newlines news
next nice night nixpkgs nobody node nodes normal normally north notation note notebook notes nothing
notification notifications novel novels null number numbered numbering numbers numeric numerically object
objects obsolete occur occurrence occurrences octal office official offline offset offsets often older
oldest omit omitted omitting ommands once ones online only ontext onto opacity open opened opening opens
operating operation operations optimization optimizations optimize optimized option optional optionally
options oracle order ordered orders ordlist organization origin original originals orphan orphaned other
others otherwise outdated output outputs outputting outside over overlapping overlay override overrides
overriding overview overwrite overwrites overwriting owned owner ownership owns package packages packet
packets packs padded padding page pager pages paging paint pair paired pairing pairs palette paper
parallel parameter parameters parent parents paris parsing part partially particular partition partitions
parts party pass passed passing passphrase passwd password passwords past patch patches path pathname
pathnames paths pattern patterns pause paused pausing payload peer peers pending people percent percentage
perform performance performing perhaps period periodically perl permission permissions persistent person
personal phase phone photo phrase physical physics pick picture piece pieces ping pipe piped pipeline
pipes piping pixel pixels pizza place placeholder plain plaintext plan plane planet planets plans plant
plants platform platforms play playback playbook player playing playlist please plot plugin plugins plus
pods poem poetry point pointed pointing points policies policy pool pools port portable ports position
positional positions posix possible post posts power preceded preceding precision predefined prefix
prefixed prepare prepended prepending present presentation preserve preserving preset press pressed
pressing pretty prevent preview previous previously price prices primary prince princess principal print
printable printed printer printers printing prints priority private privileges probe problem problems
process processed processes processing processor processors produce producing product production products
profile profiles program programs progress project projects prompt prompted prompting prompts properties
property protected protection protocol protocols provide provided provider providers providing proxy
pseudo public publish published pull push putting python quality quantities quantity queen queries query
question queue queued queues quiet quietly quit quorum quota quotas quotation quote quotes rainbow random
randomly range ranges rarely raster rate rather ratio reachable read readable reading readings reads ready
real reate rebase reboot rebuild receipt received receiving recent recently recipe recipes recommendations
recommended record recorded recording records recovery rectangular recursion recursive recursively
redirect redirecting redirection reduce reference referenced references refresh refs regarding regardless
regex region regions register registered registry regular related relative release releases reload
remaining remote remotes removable removal remove removed removes removing rename renaming render rendered
rendering repair repeat repeated replace replaced replacement replaces replacing replica replicas repo
report reporting reports repos repositories repository representation representing request requested
requests require required requirements requires reset reside residing resize resolution resolutions
resolve resolved resolving resource resources respectively response responses rest restart restarting
restore restored restoring restrictions result resulting results retry return returned returning returns
reverse review revision revisions revsets rewrite right rights rint rite river road role roles rome room
root rooted roup route routes routing rows rsync rule rules runlevel runner running runs runtime safe
safety salary sale sales same sample samples sandbox saturday save saved saves saving saying scaffolding
scale scaling scan scanning scheduled scheduling schema scheme school science scope scopes score scores
scratch screen screensaver screenshot script scripts scrub search searched searches searching second
secondary seconds secret secrets section sections sectors secure security seed segment segments select
selected selection self sell semicolon send sender sending sensitive sensor sensors sent separate
separated separating separator sequence sequences sequential serial series serve server serverless servers
service services serving session sessions sets setting settings setup seven several severity shall share
shared shares sharing shell shells ship short shorter should show showing shown shows shutdown side sided
sign signal signals signature signed signing silent silver similar simple simulation since sing single
sink site sites size sizes skeleton skills skip skipping slash sleep sleeping slideshow slot slow slower
slowest small smaller smallest smart snapshot snapshots snippet socket sockets soft software solution some
something sometimes song songs soon sorry sort sorted sorting sorts sound source sources south space
spaces spanish sparse speak speakers spec special specific specification specifications specified specify
specifying speech speed split sport sports spring sprint squashfs stable stack stacks stage staged stamp
standalone standard star starred stars start started starting starts startup stashed stat state statement
statements states static station stations statistics stats status statuses stdout step steps stock stone
stop stopped storage store stored stores stories storing story strategy stream streams street strict
string strings stripping structure student students style stylesheet subcommand subcommands subdirectories
subdirectory subdomain subdomains subfolders subject subkeys submodules subnet subproject subreddit
subscription subsequent subset subshell substitution substring subsystem subtitles subtree subvolume
successful such suffix suffixes suitable suite suites summary summer sums sunday superuser supplied
support supported supports suppress suppressing swap swarm swim swimming switch switching symbol symbolic
symbols symlink symlinks sync synchronization synchronize syncing syntax syslog system systemd systems
table tables tabs tabular tagged tags tainted take taken takes taking tall tape tarball target targeted
targets task tasks teacher team tell temp temperature temperatures template templates temporary tennis
term terminal terminals terminate terminates terminating termination test testing tests text than thank
thanks that their them theme themes then there these they think third this those though thread threads
three threshold through thumbnail thumbnails thursday ticket tickets time timeout times timestamp
timestamps timezone title titles tldr tmux today todo together token tokens tomb tomorrow tool toolchain
tools topic topics topology torrent total trace traceroute tracing track tracked tracking tract traffic
trailing train trains transaction transactions transfer transform transient translate translation
transmission transparency transparent trash travel traversing tray treating tree trees trigger triggers
trip trips true trust trusted trying tuesday tunnel twice type typed types typescript typically typing
ugly unchanged uncommitted uncompressed under underlying underscores undo unified unique unit units
universe unix unless unlock unmount unreachable unread unset unsigned unstaged untar until untracked
unused unzip update updated updates updating upgrade upgrading upload uploading upon upper uppercase
upstream usage used useful user username usernames users uses using usually utility utilization utput
vacation valid validation validity value values variable variables variants various vault vector vendor
verbose verbosely verbosity verification verified verify verse version versions vertical vertically very
video videos view viewer viewing villain virtual visible volume volumes vulnerabilities vulnerability wait
waiting walking wallet wallpaper want warm warning warnings watch water weather webpage webserver website
websites wednesday week weeks well were west what wheel when whenever where whether which while white
whitespace whitespaces whole whose wide widget width wildcard will wind window windows winter wireless
wish with within without wizard wood word wordlist wordlists words work worker workers workflow working
works workspace workspaces worktree world worse worst would wrapping writable write writes writing written
xargs yadm year years yesterday young your zero zeroes zeros zinc zone zones
spent spend spends spending earn earned earns treat treated treats raise raised yield yields worth strong reach reached reaches bother gain gains
gather round rounds figure figures remain remains seen visit visits visited visitors visitor pure incomplete decide decided decides charge charged
charges modifier former alone ahead roll rolls gone intent alter great imply carry carries tied casts came crop cons residue bars bear bears moments
popular told thin grow grows grew shaped protect stays became pretend conform bring brings brought brand continuing shot shots duplication ease eight
sought heavy deeper father waste wasted ranking ranked pound blow stuck lying folding thesis breakdown waves slide plate plates trend trends arrange
arranged upward border quick chance closest fitting fits gathered hatch shift shifts tile tiles ring rings writer writers reader readers ever unable
impossible verb verbs ours linear unknown derived reserved logger square rank routine basis catch caught seek thing marker earlier convention
treatment matter almost whereas getting remainder mixed span expensive formatter differently prefer moment unspecified worn drawn drew drink eaten
fallen fell flew flown forgot forgotten frozen hung kept knew laid led lent meant paid rang risen rode rose sang sold spoke spoken stood stole struck
swam taught thought threw thrown understood woke won wore cheaper cheap cheapest costly dearest warmest warmer colder cooler taller tallest richest
poorer poorest louder nearer nearest farther farthest busier busiest calmer guests tenant tenants patient patients nurse nurses doctors pupil pupils
teachers booking bookings refund refunds shipment shipments parcel parcels courier couriers delivery deliveries truck trucks planes flights pilot
pilots seat seats stops probes humidity pressure rain snow storm lake ocean valley peak peaks forest farm farms crops cow cows sheep horse horses goat
goats bird birds seeds wheat barley rye oats apple apples pear pears plum plums grape grapes bread butter cheese milk honey sugar salt pepper tea beer
wine juice soup pasta rice bean beans beef pork chicken dish dishes meal meals shirt shirts shoe shoes coat coats dress hat hats sock socks brown gray
green yellow purple pink orange red steel tin brick bricks carton crates pallet pallets shelf shelves aisle warehouse warehouses supplier suppliers
buyer buyers seller sellers vendors partner partners players teams coach season league club clubs band bands singer singers albums tracks genre genres
actor actors director poems poet verses reviewer reviewers critic critics ratings vote votes voter voters mayor county town towns village villages
streets avenue church museum museums schools college hospitals clinic offices mill mine harbour
`;
