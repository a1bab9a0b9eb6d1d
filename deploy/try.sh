#!/usr/bin/env bash
# A whole Sallyport on this machine, on loopback, with a trial organisation: PostgreSQL, Keycloak and the two faces.
# Everything it makes lies in one folder; remove the folder and the trial is gone.
set -euo pipefail

called_from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=$(pwd -P)

usage() {
    cat <<'TEXT'
usage: deploy/try.sh [--data DIR] [--source-port N] [--staff-port N] [--keycloak-port N] [--database-port N]
       deploy/try.sh [--data DIR] --code ALIAS

  --data DIR          where everything is kept (default: .trial beside the project's pom.xml)
  --source-port N     the sources' face, http://127.0.0.1:N   (default 8080; or SALLYPORT_SOURCE_PORT)
  --staff-port N      the staff's face, http://localhost:N    (default 8081; or SALLYPORT_STAFF_PORT)
  --keycloak-port N   Keycloak, http://localhost:N            (default 8180; or SALLYPORT_KEYCLOAK_PORT)
  --database-port N   PostgreSQL, 127.0.0.1:N                 (default 5433; or SALLYPORT_DATABASE_PORT)
  --code ALIAS        only prints what that person's authenticator shows now
TEXT
}

data=$project/.trial
code=
source_port=${SALLYPORT_SOURCE_PORT:-8080}
staff_port=${SALLYPORT_STAFF_PORT:-8081}
keycloak_port=${SALLYPORT_KEYCLOAK_PORT:-8180}
database_port=${SALLYPORT_DATABASE_PORT:-5433}
while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage && exit 0 ;;
        --data | --code | --source-port | --staff-port | --keycloak-port | --database-port)
            [ $# -ge 2 ] || { usage >&2 && exit 2; }
            name=${1#--}
            printf -v "${name//-/_}" '%s' "$2"
            shift 2
            ;;
        *) usage >&2 && exit 2 ;;
    esac
done

[[ $data == /* ]] || data=$called_from/$data

umask 077
SECONDS=0
# Whoever reads this may be gone: the words are lost then, and nothing else.
say() { printf '[%3d s] %s\n' "$SECONDS" "$*" 2>/dev/null || true; }
# Ends the start with words for whoever started it.
fail() {
    printf '\n%s\n' "$*" >&2 2>/dev/null || true
    exit 1
}

# --- What must be on the machine: all that can be known is said before anything is built --------------------------------

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
# The first number of a version: 17 from "17.0.15", 25 from "25.0.1+9".
major() { sed -n "s/[^0-9]*\([0-9][0-9]*\).*/\1/p" | head -n 1; }
at_least() { [ -n "$1" ] && [ "$1" -ge "$2" ]; }

at_least "$("$java" -version 2>&1 | grep version | major || true)" 17 ||
    fail "Sallyport needs a JDK of version 17 or newer. Install one, or set JAVA_HOME to it."
node_version=$(node --version 2>/dev/null || echo none)
# As the console's build needs it.
[[ $node_version =~ ^v(20\.(19|[2-9][0-9])|22\.(1[2-9]|[2-9][0-9])|2[3-9]|[3-9][0-9])\. ]] ||
    fail "Sallyport needs Node 20.19 or newer of 20, or 22.12 or newer, with npm; this is: $node_version. README.md says how to get one."
for program in setsid flock; do
    command -v "$program" >/dev/null || fail "The program '$program' is missing (Debian's package util-linux)."
done

# Every sign-in of the trial asks for a code, and not everybody who tries it has an authenticator at hand (RFC 6238).
if [ -n "$code" ]; then
    # shellcheck disable=SC2016 # JavaScript's own dollars
    exec node -e '
const [file, alias] = process.argv.slice(1);
const person = JSON.parse(require("fs").readFileSync(file, "utf8")).find((one) => one.alias === alias);
if (!person) { console.error(`Nobody in ${file} is called ${alias}.`); process.exit(1); }
const bits = [...person.totp].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
const step = Buffer.alloc(8);
step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
const hash = require("crypto").createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((octet) => parseInt(octet, 2)))).update(step).digest();
console.log(String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, "0"));' \
        "$data/secret/signins.json" "$code"
fi

lowest_port=$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024)
[ "$(id -u)" -ne 0 ] || lowest_port=1
declare -A asked=()
for name in source_port staff_port keycloak_port database_port; do
    port=${!name}
    [[ $port =~ ^[1-9][0-9]{0,4}$ ]] && [ "$port" -ge "$lowest_port" ] && [ "$port" -le 65535 ] ||
        fail "A port is a number from $lowest_port to 65535, and --${name/_/-} is: '$port'."
    [ -z "${asked[$port]:-}" ] || fail "--${asked[$port]/_/-} and --${name/_/-} are the same port, $port. Each needs its own."
    asked[$port]=$name
done

# Java finds no file whose path the locale's encoding cannot say.
if LC_ALL=C grep -q '[^ -~]' <<<"$project$data" && [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    export LC_ALL=C.UTF-8
    [ "$(locale charmap 2>/dev/null)" = UTF-8 ] ||
        fail "The path of the project or of the data has letters that this locale cannot read. Start it with LC_ALL=C.UTF-8, or choose another path."
fi
iconv --from-code UTF-8 --to-code UTF-8 <<<"$project$data" >/dev/null 2>&1 || ! command -v iconv >/dev/null ||
    fail "The path of the project or of the data is not UTF-8, and Java would not find it. Choose another path."

# What there is of a path: the path itself, or the folder that it will be made in.
there_is() {
    local path=$1
    until [ -e "$path" ]; do path=$(dirname "$path"); done
    printf '%s' "$path"
}
# $1: a folder, there or not; $2: megabytes; $3: for what.
room_for() {
    local place free
    place=$(there_is "$1")
    [ -d "$place" ] && [ -w "$place" ] && [ -x "$place" ] || fail "You may not write to $place, which is needed for $3."
    free=$(df -Pk "$place" | awk 'NR == 2 { print int($4 / 1024) }')
    at_least "$free" "$2" || fail "The disk of $place has only $free MB left; $3 needs about $2 MB."
}

jar=$project/target/quarkus-app/quarkus-run.jar
keycloak_version=$(sed -n 's:.*<keycloak.version>\(.*\)</keycloak.version>.*:\1:p' "$project/pom.xml")
keycloak=$project/.keycloak/keycloak-$keycloak_version

is_built() {
    local newer
    [ -e "$jar" ] && [ -e "$keycloak/providers/sallyport-keycloak.jar" ] && compgen -G "$project/.keycloak/unpacked/*$keycloak_version.marker" >/dev/null || return 1
    newer=$(find "$project/pom.xml" "$project/src" \
        \( -name node_modules -o -path "$project/src/test" \) -prune -o -newer "$jar" -print -quit)
    [ -z "$newer" ]
}

built=yes
is_built || built=
if [ -z "$built" ]; then
    command -v mvn >/dev/null || fail "Building Sallyport needs Maven (the command mvn)."
    command -v npm >/dev/null || fail "Building Sallyport needs npm, which comes with Node."
    "${java}c" -version >/dev/null 2>&1 || fail "Building Sallyport needs a whole JDK, not only a Java runtime."
    room_for "$project/target" 1000 "building Sallyport"
    room_for "$project/.keycloak" 300 "Keycloak"
    room_for "$project/src/main/webui/node_modules" 200 "the console's libraries"
    room_for "${HOME:-/root}/.m2" 500 "Maven's downloads"
fi

# --- The folder: one start at a time, and nothing left running from an earlier one -------------------------------------

if [ -e "$data" ] && { [ ! -d "$data" ] || { [ ! -e "$data/sallyport-trial" ] && [ -n "$(ls -A "$data")" ]; }; }; then
    fail "$data is not empty and is not a trial's folder. Choose another with --data."
fi
if [ -e "$data/postgres/complete" ]; then
    room_for "$data" 100 "the trial's data"
else
    room_for "$data" 500 "the trial's data"
fi
mkdir -p "$data"
data=$(cd "$data" && pwd -P)
touch "$data/sallyport-trial"
mkdir -p "$data/logs" "$data/run/tmp" "$data/keycloak" "$data/secret"

exec {lock}>"$data/run/lock"
flock -n "$lock" || fail "Another deploy/try.sh runs with $data already."

# Every process of a trial carries its folder in its environment, whatever became of who started it.
mark=SALLYPORT_TRIAL=$data
marked() { grep -lszxF -- "$mark" /proc/[0-9]*/environ | cut -d / -f 3 || true; }
postmaster() {
    local pid
    pid=$(head -n 1 "$data/postgres/cluster/postmaster.pid" 2>/dev/null) || return 0
    [ "$(readlink "/proc/$pid/cwd")" = "$data/postgres/cluster" ] && echo "$pid"
    return 0
}
# $1: the command that prints process ids; $2: signal; $3: seconds to wait for their end.
end_all() {
    local pids round
    for ((round = 0; round < $3 * 5; round++)); do
        pids=$("$1")
        [ -n "$pids" ] || return 0
        # shellcheck disable=SC2086 # a list of numbers
        ((round > 0)) || kill -s "$2" $pids 2>/dev/null || true
        sleep 0.2
    done
    return 1
}

declare -A pids=()
stop() {
    # Neither a second signal nor a terminal that is gone, a closed pipe or one that nobody reads keeps any of it running.
    trap '' INT TERM HUP QUIT PIPE
    set +e
    local name pid words
    if [ "${#pids[@]}" -gt 0 ]; then
        words=$(say "Stopping ...")
        timeout --foreground 1 printf '%s\n' "$words"
    fi 2>/dev/null
    exec >/dev/null 2>&1
    # The database last: the faces finish what they began.
    for name in build staff source load trial realm keycloak database; do
        pid=${pids[$name]:-}
        [ -n "$pid" ] || continue
        kill -s TERM -- "-$pid" || kill -s TERM "$pid"
        for _ in {1..150}; do
            kill -0 -- "-$pid" || break
            sleep 0.2
        done
        kill -s KILL -- "-$pid"
        wait "$pid"
        rm -f "$data/run/$name.pid"
    done
    end_all postmaster INT 60 || end_all postmaster QUIT 20
    end_all marked TERM 5 || end_all marked KILL 10
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 131' QUIT
trap 'exit 141' PIPE
trap 'exit 143' TERM HUP

if [ -n "$(marked)$(postmaster)" ]; then
    say "Stopping what an earlier start left running ..."
    end_all marked TERM 30 || end_all marked KILL 10 || true
    end_all postmaster INT 60 || end_all postmaster QUIT 20 || fail "A PostgreSQL in $data cannot be stopped."
fi
rm -f "$data"/run/*.pid

# Keycloak knows the one address staff come back to after signing in since its first start.
if [ -e "$data/staff-port" ] && [ "$(cat "$data/staff-port")" != "$staff_port" ]; then
    fail "This trial was made for the staff face on port $(cat "$data/staff-port"): use that port, or another folder (--data)."
fi
for port in "$source_port" "$staff_port" "$keycloak_port" "$database_port"; do
    ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null ||
        fail "Port $port is taken by another program. Choose another one: deploy/try.sh --help says how."
done

# --- Starting and watching ------------------------------------------------------------------------------------------

# Files of settings for the environment of the next process: passwords never stand on a command line.
settings=()
# $1: its name; then the command. In a group of its own, so that Ctrl-C reaches this script alone, which stops everything
# in order.
launch() {
    local name=$1 file log=$data/logs/$1.log
    [ "$name" != build ] || log=$build_log
    shift
    (
        trap - INT TERM HUP QUIT PIPE EXIT
        exec {lock}>&-
        # Neither a core dump nor a crash report: both would hold what a source sent.
        ulimit -c 0
        export "${mark?}"
        # Keycloak, too, makes a folder in the place for temporary files, which in /tmp only one user of the machine could.
        export JAVA_OPTS_APPEND="-Djava.io.tmpdir='$data/run/tmp' ${JAVA_OPTS_APPEND:-}"
        set -a
        for file in "${settings[@]}"; do
            # shellcheck disable=SC1090
            . "$file"
        done
        exec setsid "$@" >"$log" 2>&1 </dev/null
    ) &
    pids[$name]=$!
    settings=()
    echo "${pids[$name]}" >"$data/run/$name.pid"
}
# As the units of deploy/systemd have it, which say what each option is for.
leaves_nothing=(-XX:+SuppressFatalErrorMessage -XX:-CreateCoredumpOnCrash -XX:-HeapDumpOnOutOfMemoryError
    -XX:-UsePerfData -XX:+DisableAttachMechanism)
gives_back=(-Xms16m -XX:+UseShenandoahGC -XX:+UnlockExperimentalVMOptions -XX:ShenandoahGuaranteedGCInterval=30000
    -XX:ShenandoahUncommitDelay=1000 -XX:ShenandoahGarbageThreshold=0 -XX:ShenandoahImmediateThreshold=100)
# Not every Java has that collector.
"$java" "${gives_back[@]}" -version >/dev/null 2>&1 || gives_back=(-XX:+UseSerialGC)
# $1: the command of the jar, $2: its heap
jvm() {
    local collector=(-XX:+UseSerialGC)
    [ "$1" != source ] || collector=("${gives_back[@]}" -Dio.netty.allocator.numDirectArenas=0)
    launch "$1" "$java" "-Xmx$2" "${collector[@]}" "${leaves_nothing[@]}" "-Djava.io.tmpdir=$data/run/tmp" \
        -jar "$jar" "$1" "${@:3}"
}

# $1: the process that works on it; $2: what is awaited, in words; $3: seconds; then the command that succeeds when it is there.
await() {
    local name=$1 what=$2 patience=$3 begun=$SECONDS
    shift 3
    until "$@"; do
        kill -0 "${pids[$name]}" 2>/dev/null || ended "$name"
        ((SECONDS - begun < patience)) || fail "$what: nothing after $patience s. Its log: $data/logs/$name.log"
        [ ! -t 1 ] || printf '\r[%3d s] %s ...' "$SECONDS" "$what" 2>/dev/null || true
        sleep 0.3
    done
    [ ! -t 1 ] || printf '\r' 2>/dev/null || true
    say "$what: ready.   "
}
ended() {
    # What it said last, for the one who reads this; its log has the rest.
    tail -n 5 "$data/logs/$1.log" >&2 || true
    fail "The process '$1' has ended. Its log: $data/logs/$1.log. Everything else is stopped."
}
# $1: port; $2: path. Any answer but an error of the server will do.
answers() {
    local status=
    { exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\nHost: localhost:%s\r\n\r\n' "$2" "$1" >&3 &&
        read -r -t 10 _ status _ <&3; } 2>/dev/null || true
    { exec 3>&-; } 2>/dev/null || true
    [[ $status == [234]* ]]
}
# Waits for the end of a short command.
once() {
    local name=$1 status=0
    wait "${pids[$name]}" || status=$?
    [ "$status" -eq 0 ] || ended "$name"
    unset "pids[$name]"
    rm -f "$data/run/$name.pid"
}
# 32 characters that need no quoting.
random() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }

# --- Building what is not built --------------------------------------------------------------------------------------

build_log=$project/target/build.log
# Shows where Maven is, as far as it has not been shown; its own story is long.
show_steps() {
    local steps
    mapfile -t steps < <(sed -n 's/^\[INFO\] --- \([^ ]*\).*/\1/p' "$build_log")
    for (( ; shown < ${#steps[@]}; shown++)); do say "  ${steps[shown]}"; done
}
# What the step that failed said itself, and what Maven says of it; npm's frame around it helps nobody.
why_it_failed() {
    awk '/^\[INFO\] ---/ { n = 0 } /^\[INFO\] BUILD FAILURE/ { exit } !/^\[INFO\]|^npm (ERR!|error)|^ *$/ { line[n++] = $0 }
        END { for (i = n > 25 ? n - 25 : 0; i < n; i++) print line[i] }' "$build_log"
    sed -n '/BUILD FAILURE/,$ s/^\[ERROR\] //p' "$build_log" | grep -v '^ *$' | head -n 5 | cut -c 1-400
}
if [ -n "$built" ]; then
    say "Built already."
else
    say "Building Sallyport and fetching Keycloak (the first time: some minutes, most of it downloads):"
    mkdir -p "$project/target"
    launch build mvn -B -ntp -Dstyle.color=never package -Dmaven.test.skip=true -DskipUnitTests=true
    shown=0
    while kill -0 "${pids[build]}" 2>/dev/null; do
        sleep 0.5
        show_steps
    done
    build_status=0
    wait "${pids[build]}" || build_status=$?
    unset "pids[build]"
    if [ "$build_status" -ne 0 ]; then
        why_it_failed >&2 || true
        fail "The build failed, for the reason above. All that Maven said: $build_log"
    fi
    is_built || touch "$jar"
    say "Built."
fi

# --- The trial organisation and the secrets between the processes -------------------------------------------------------

# $1: the file; its content comes in. Whole or not at all.
keep() { cat >"$1.half" && mv "$1.half" "$1"; }
if [ ! -e "$data/secret/staff.env" ]; then
    # Keycloak learns the client's secret when it imports the realm, and never again.
    rm -rf "$data/keycloak/data"
    client_secret=$(random)
    keep "$data/secret/keycloak.env" <<TEXT
KC_BOOTSTRAP_ADMIN_USERNAME=admin
KC_BOOTSTRAP_ADMIN_PASSWORD=$(random)
CLIENT_SECRET=$client_secret
STAFF_ORIGIN=http://localhost:$staff_port
STAFF_BACKCHANNEL=http://localhost:$staff_port
TEXT
    keep "$data/secret/staff.env" <<TEXT
QUARKUS_OIDC_CREDENTIALS_SECRET=$client_secret
QUARKUS_OIDC_AUTHENTICATION_STATE_SECRET=$(random)
QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET=$(random)
TEXT
    echo "$staff_port" | keep "$data/staff-port"
fi
if [ ! -e "$data/organisation" ]; then
    say "Making the trial organisation: trustees, desks, reviewers and their keys ..."
    jvm trial 256m "$data"
    once trial
fi

# --- The four processes -----------------------------------------------------------------------------------------------

SALLYPORT_DATABASE_PORT=$database_port jvm database 256m "$data/postgres"

# Keycloak finds its program through links, and what it writes is the trial's own: its build, its data, the realm.
home=$data/keycloak/keycloak-$keycloak_version
kc=(bash "$home/bin/kc.sh" "--config-file=$project/deploy/keycloak/keycloak.conf")
provider=$keycloak/providers/sallyport-keycloak.jar
# Made anew for another provider, and for a trial that an earlier release's folder began.
if [ ! "$home/built" -nt "$provider" ] || [ ! "$home/providers" -ef "$keycloak/providers" ]; then
    rm -rf "$home"
    mkdir -p "$home/bin" "$home/lib" "$data/keycloak/data/import" "$data/keycloak/data/password-blacklists"
    cp "$keycloak/bin/kc.sh" "$home/bin/"
    ln -s "$keycloak/conf" "$keycloak/providers" "$keycloak/themes" "$home/"
    ln -s "$keycloak/lib/app" "$keycloak/lib/lib" "$home/lib/"
    cp -r "$keycloak/lib/quarkus" "$keycloak/lib/quarkus-run.jar" "$home/lib/"
    ln -s ../data "$home/data"
    ln -sf ../../sallyport-realm.json "$data/keycloak/data/import/"
    cp "$project/deploy/keycloak/sallyport-refused-passwords.txt" "$data/keycloak/data/password-blacklists/"
    say "Preparing Keycloak, once: half a minute ..."
    launch keycloak "${kc[@]}" build --db=dev-file
    once keycloak
    touch "$home/built"
fi
# A realm is imported once: what an earlier release left is brought up to date, with its people.
realm_now=$(sha256sum <"$project/deploy/keycloak/sallyport-realm.json" | cut -d ' ' -f 1)
if [ -e "$data/keycloak/data/h2" ] && [ "$(cat "$data/keycloak/realm-is" 2>/dev/null)" != "$realm_now" ]; then
    say "Bringing Keycloak's realm up to date: some of its people get another user name ..."
    launch realm bash "$project/deploy/keycloak/migrate.sh" "$home" "http://localhost:$staff_port" --optimized
    once realm
    node -e '
const fs = require("fs");
const [signins, told] = process.argv.slice(1);
const people = JSON.parse(fs.readFileSync(signins, "utf8"));
for (const [, alias, username] of fs.readFileSync(told, "utf8").matchAll(/^(\S+) signs in as (\S+) from now on/gm)) {
  for (const person of people) if (person.alias === alias) person.username = username;
}
fs.writeFileSync(`${signins}.half`, JSON.stringify(people, null, 2), { mode: 0o600 });
fs.renameSync(`${signins}.half`, signins);' "$data/secret/signins.json" "$data/logs/realm.log"
fi
start_keycloak() {
    settings=("$data/secret/keycloak.env")
    # "local": no port for other members of a cluster.
    launch keycloak "${kc[@]}" start --optimized --import-realm --cache=local \
        --http-enabled=true --http-host=127.0.0.1 "--http-port=$keycloak_port" "--hostname=http://localhost:$keycloak_port"
}
start_keycloak

is_ready() { grep -q '^PostgreSQL is ready' "$data/logs/database.log"; }
await database "PostgreSQL" 180 is_ready
export SALLYPORT_KEYRING_TRUSTEES=$data/trustees
# Once: what the key admin and the reviewers change later must not be put back.
if [ ! "$data/loaded" -nt "$data/organisation" ]; then
    settings=("$data/postgres/login/staff.env")
    jvm load 256m "$data"
    once load
    touch "$data/loaded"
    say "Desks and certificates: loaded."
fi

settings=("$data/postgres/login/source.env")
GLIBC_TUNABLES=glibc.malloc.perturb=85:glibc.malloc.tcache_count=0 QUARKUS_HTTP_PORT=$source_port jvm source 256m
await source "The sources' face" 120 answers "$source_port" /

await keycloak "Keycloak" 240 answers "$keycloak_port" /realms/sallyport
echo "$realm_now" | keep "$data/keycloak/realm-is"
settings=("$data/postgres/login/staff.env" "$data/secret/staff.env")
# Reviewers are shown what is new every hour; whoever tries it does not wait so long.
SALLYPORT_BATCHES_EVERY=1m SALLYPORT_KEYLOG_KEY=$data/secret/keylog.key QUARKUS_HTTP_PORT=$staff_port \
    QUARKUS_OIDC_AUTH_SERVER_URL=http://localhost:$keycloak_port/realms/sallyport \
    jvm staff 256m
await staff "The staff's face" 120 answers "$staff_port" /

# --- What to do with it -----------------------------------------------------------------------------------------------

cat <<TEXT

Sallyport runs.

  Sources   http://127.0.0.1:$source_port/
  Staff     http://localhost:$staff_port/

Sign-ins for the staff's face (role alias, user name, password, roles and desks):

TEXT
# shellcheck disable=SC2016 # JavaScript's own dollars
node -e '
const people = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
for (const { alias, username, password, roles, desks } of people) {
  console.log(`  ${alias.padEnd(10)} ${username.padEnd(12)} ${password.padEnd(30)} ${roles.join(", ")}${desks.length ? " of " + desks.join(", ") : ""}`);
}
console.log("\nEvery sign-in asks for a code too. For an authenticator (time-based, 6 digits, every 30 seconds):\n");
for (const { alias, totp } of people) console.log(`  ${alias.padEnd(10)} ${totp}`);' "$data/secret/signins.json"
cat <<TEXT

Without one, what urgent-1's would show now:  deploy/try.sh --data '$data' --code urgent-1

Each reviewer's secret key and its passphrase: $data/secret/reviewers/
To open what urgent-1 downloaded from the console, as on a machine without a network:

  export GNUPGHOME=\$(mktemp -d)
  gpg --batch --import '$data/secret/reviewers/urgent-1.key.asc'
  gpg --batch --pinentry-mode loopback --passphrase-file '$data/secret/reviewers/urgent-1.passphrase' \\
      --decrypt <the file>.pgp

The urgent desk sees each report within ten seconds, the country desk with each full minute (with each full hour, where nobody says otherwise).

Logs: $data/logs/    Keycloak's own administrator: http://localhost:$keycloak_port/ (see $data/secret/keycloak.env)
Everything is kept for the next start. Ctrl-C stops it.
TEXT

while true; do
    wait -n || true
    for name in "${!pids[@]}"; do
        kill -0 "${pids[$name]}" 2>/dev/null || ended "$name"
    done
done
