#!/usr/bin/env bash
# Brings the realm of a Keycloak that an earlier release of Sallyport set up to what this release needs. Its people, their
# roles, desks, passwords and second factors stay; every session ends. Run it as Keycloak's user, while Keycloak is stopped, with
# a backup of its database at hand.
set -euo pipefail

usage="usage: deploy/keycloak/migrate.sh KEYCLOAK-HOME BACK-CHANNEL [option of kc.sh ...]

  KEYCLOAK-HOME   the folder that has bin/kc.sh, with this release's provider and list of passwords in it
  BACK-CHANNEL    where Keycloak reaches the staff face, such as http://127.0.0.1:8081

Options of kc.sh say where Keycloak's database is, unless its configuration file or the environment does."
[ $# -ge 2 ] || { echo "$usage" >&2 && exit 2; }
home=$1
back_channel=$2
shift 2

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
jar=${SALLYPORT_JAR:-$project/target/quarkus-app/quarkus-run.jar}
for file in "$home/bin/kc.sh" "$jar"; do
    [ -e "$file" ] || { echo "$file is missing." >&2 && exit 1; }
done
[ -e "$home/providers/sallyport-keycloak.jar" ] ||
    { echo "Copy target/sallyport-keycloak.jar to $home/providers/ first, and run bin/kc.sh build." >&2 && exit 1; }

# What is exported lets its reader sign in as everybody: a folder for its owner alone, in memory where that can be.
umask 077
work=$(mktemp -d -p "$([ -w /dev/shm ] && echo /dev/shm || echo "$home/data")")
trap 'rm -rf "$work"' EXIT

# $1: what is done, in words; then the command. Its words are shown only when it fails.
step() {
    local what=$1
    shift
    "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2 && echo "$what failed. Nothing more was done." >&2 && exit 1; }
}
step "Reading the realm" bash "$home/bin/kc.sh" export --realm sallyport --users same_file --file "$work/old.json" "$@"
"$java" -jar "$jar" realm "$project/deploy/keycloak/sallyport-realm.json" "$work/old.json" "$work/new.json" "$back_channel" \
    >"$work/told"
step "Writing the realm" bash "$home/bin/kc.sh" import --override true --file "$work/new.json" "$@"
echo "The realm is this release's."
cat "$work/told"
