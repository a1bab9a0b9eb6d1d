#!/usr/bin/env bash
# Proves on your own installation that nothing about a source stays: it visits the running source face as a source does, with
# random marks wherever a source gives something away, and then looks for each mark in the folders that you name.
# Needs bash, curl, grep, gzip, iconv, and xxd (Debian: apt-get install curl xxd).
set -Eeuo pipefail
export LC_ALL=C

usage() {
    cat <<'TEXT'
usage: deploy/prove-no-traces.sh [--proxy HOST:PORT] ADDRESS FOLDER...

  ADDRESS            of the source face: http://127.0.0.1:8080, or http://….onion with --proxy
  FOLDER             everything that the machine writes: the database's folder, logs, temporary folders
  --proxy HOST:PORT  Tor's SOCKS port, such as 127.0.0.1:9050

It sends one real report, which says that it is a test, to the first desk. Run it as somebody who may read the folders.
It ends with 0 if nothing was found, with 1 if something was, and with 2 if it could not find out.
TEXT
}

fail() {
    printf '%s\n' "$*" >&2
    exit 2
}

proxy=()
while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage && exit 0 ;;
        --proxy)
            [ $# -ge 2 ] || { usage >&2 && exit 2; }
            proxy=(--proxy "socks5h://$2")
            shift 2
            ;;
        -*) usage >&2 && exit 2 ;;
        *) break ;;
    esac
done
[ $# -ge 2 ] || { usage >&2 && exit 2; }
address=${1%/}
shift
folders=("$@")
for folder in "${folders[@]}"; do
    [ -d "$folder" ] && [ -r "$folder" ] && [ -x "$folder" ] || fail "The folder $folder cannot be read."
done
for program in curl grep gzip xxd iconv find base64; do
    command -v "$program" >/dev/null || fail "The program '$program' is missing."
done

trap 'fail "It could not find out: $BASH_COMMAND"' ERR
umask 077
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/marks"

# --- Marks, and each way in which a program may write them down ---------------------------------------------------------

hexadecimal() { xxd -p | tr -d '\n'; }
# Of the octets that come in: one line for each encoding.
encodings() {
    local hex offset
    hex=$(hexadecimal)
    printf '%s\n%s\n' "$hex" "${hex^^}"
    # shellcheck disable=SC2001 # every two digits
    sed 's/../%&/g' <<<"$hex"
    sed 's/../%&/g' <<<"${hex^^}"
    # The characters that stay the same whatever stands before and behind.
    for offset in 0 1 2; do
        { head -c "$offset" /dev/zero && xxd -r -p <<<"$hex"; } | base64 -w 0 |
            cut -c "$((offset == 0 ? 1 : offset + 2))-$((8 * (offset + ${#hex} / 2) / 6))"
    done
}
# $1: what it marks; $2: the text.
looks_for() {
    {
        printf '%s\n' "$2"
        printf '%s' "$2" | iconv -f UTF-8 -t UTF-16LE && echo
        printf '%s' "$2" | iconv -f UTF-8 -t UTF-16BE && echo
        printf '%s' "$2" | encodings
    } >>"$scratch/marks/$1"
}
# $1: what it marks. Prints the text.
mark() {
    local text
    text=$(head -c 300 /dev/urandom | base64 -w 0 | tr -dc a-z | head -c 20)
    looks_for "$1" "$text"
    printf '%s' "$text"
}

# Whatever was written is found, or a search that finds nothing would prove nothing.
proves_itself() {
    local own=$scratch/own text pattern
    mkdir "$own"
    text=$(mark "the search itself")
    while IFS= read -r pattern; do
        printf 'before%sbehind' "$pattern" >"$own/file"
        grep -qaF -f "$scratch/marks/the search itself" "$own/file" || fail "The search does not find '$pattern'."
    done < <(printf '%s' "$text" | encodings)
    printf 'before%sbehind' "$text" | gzip >"$own/file.gz"
    printf 'x%s' "$text" | iconv -f UTF-8 -t UTF-16LE >"$own/sixteen"
    [ "$(files_with "$scratch/marks/the search itself" "$own" | sort -u | wc -l)" -eq 3 ] ||
        fail "The search does not find what is there."
    rm -r "$own" "$scratch/marks/the search itself"
}

# $1: file of patterns; then folders. Prints the files that hold one of them.
files_with() {
    local patterns=$1 packed
    shift
    # 1: nothing found; 2: a file that vanished meanwhile.
    grep -rlaF -f "$patterns" -- "$@" 2>/dev/null || true
    { find "$@" -type f -name '*.gz' -print0 2>/dev/null || true; } | while IFS= read -r -d '' packed; do
        if { gzip -cdq -- "$packed" 2>/dev/null || true; } | grep -caF -f "$patterns" >/dev/null; then
            printf '%s\n' "$packed"
        fi
    done
}

# --- A source that gives itself away ------------------------------------------------------------------------------------

proves_itself
query=$(mark "the query")
path=$(mark "the path")
text=$(mark "the text")
own=()
if [[ $address == http://127.* || $address == http://localhost* ]] && [ "${#proxy[@]}" -eq 0 ]; then
    from=127.$((RANDOM % 150 + 100)).$((RANDOM % 150 + 100)).$((RANDOM % 150 + 100))
    looks_for "the source's address" "$from"
    own=(--interface "$from")
fi
own+=(
    -H "X-Forwarded-For: $(mark X-Forwarded-For)"
    -H "Forwarded: for=$(mark Forwarded)"
    -H "Accept-Language: $(mark Accept-Language)"
    -H "X-Unknown: $(mark "an unknown header")"
    -A "Mozilla/5.0 ($(mark User-Agent))"
    -e "http://$(mark Referer).example/"
    -b "session=$(mark Cookie)"
)
# $1: path; then what curl is told. Prints the page.
visit() {
    local where=$1
    shift
    curl -sS --max-time 300 "${proxy[@]}" "${own[@]}" "$@" "$address$where?q=$query"
}

visit / >/dev/null || fail "$address does not answer."
visit "/$path" >/dev/null
visit "/desks/$path/report" -T - <<<"$(mark "a message that is refused")" >/dev/null
visit /mailbox -F "words=$(mark "words that are no codename")" >/dev/null

form=$(visit /report)
codename=$(sed -n 's/.*name="codename" value="\([0-9a-f]\{32\}\)".*/\1/p' <<<"$form")
desk=$(sed -n 's/.*<option value="\([a-z0-9-][a-z0-9-]*\)".*/\1/p' <<<"$form" | head -n 1)
if [ -n "$codename" ] && [ -n "$desk" ]; then
    xxd -r -p <<<"$codename" | encodings >"$scratch/marks/the codename"
    content=$(mark "a file's content")
    for _ in {1..50000}; do echo "$content"; done >"$scratch/upload"
    report=(
        -F "codename=$codename" -F "desk=$desk"
        -F "text=A test by the operator of this installation. Nothing has happened. $text"
        -F "files=@$scratch/upload;filename=$(mark "a file's name").jpg;type=image/$(mark "a file's type")"
    )
    # Broken off, then whole.
    visit /report "${report[@]}" --limit-rate 200k --max-time 2 >/dev/null 2>&1 || true
    received=$(visit /report "${report[@]}")
    grep -q '<h1>Received</h1>' <<<"$received" || fail "The report was not received."
    words=$(sed -n 's/.*<p class="words"[^>]*>\([a-z ]*\)<.*/\1/p' <<<"$received")
    [ -n "$words" ] || fail "The page shows no codename."
    looks_for "the codename" "$words"
    visit /mailbox -F "words=$words" >/dev/null
    visit /mailbox/close -F "codename=$codename" >/dev/null
    echo "One report was sent to the desk '$desk'; it says that it is a test."
else
    echo "This face takes no forms, so no report was sent: only requests were tried."
fi

# --- Looking for it -----------------------------------------------------------------------------------------------------

cat "$scratch"/marks/* >"$scratch/all"
files_with "$scratch/all" "${folders[@]}" | sort -u >"$scratch/found"
# Files without a name that a process of this user, or anybody's if this is root, still holds open.
{ find /proc/[0-9]*/fd -lname '*(deleted)' 2>/dev/null || true; } | while IFS= read -r open; do
    if [ -f "$open" ] && timeout 60 grep -qaF -f "$scratch/all" "$open" 2>/dev/null; then
        printf '%s\n' "$open"
    fi
done >>"$scratch/found"
also="in files without a name that processes hold open"
if command -v journalctl >/dev/null; then
    also+=", and in the system's journal"
    journalctl -q --since=-1h -o export >"$scratch/journal" 2>/dev/null || true
    ! grep -qaF -f "$scratch/all" "$scratch/journal" || echo "$scratch/journal" >>"$scratch/found"
fi

if [ -s "$scratch/found" ]; then
    while IFS= read -r file; do
        shown=$file
        [ "$file" != "$scratch/journal" ] || shown="the system's journal"
        for each in "$scratch"/marks/*; do
            if { gzip -cdfq -- "$file" 2>/dev/null || true; } | grep -caF -f "$each" >/dev/null; then
                echo "FOUND: ${each##*/}, in $shown"
            fi
        done
    done <"$scratch/found"
    cat <<'TEXT'

Something on this machine keeps what a source gave away. Find the program that writes the file, switch that off, remove the
file and its copies, and run this again.
TEXT
    exit 1
fi
# Programs may remove files while this counts.
files=$({ find "${folders[@]}" -type f 2>/dev/null || true; } | wc -l)
size=$({ du -shc "${folders[@]}" 2>/dev/null || true; } | tail -n 1 | cut -f 1)
marks=$(find "$scratch/marks" -type f | wc -l)
echo "Nothing found: $marks marks, looked for in $files files ($size), $also."
