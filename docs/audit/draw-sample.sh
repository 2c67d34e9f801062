#!/usr/bin/env bash
# Draws a sample as Carnet does, with bash and coreutils alone.
#
#   draw-sample.sh POPULATION CHECKPOINT NONCE SIZE
#
# POPULATION holds one case a line (`…/population/cases`, or population.txt of an export), CHECKPOINT is the signed tree
# head (checkpoint.txt); check its signature with check-log.sh. Prints the cases, in the order in which they are drawn.
set -euo pipefail
export LC_ALL=C
[ $# = 4 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2; }
population=$1 checkpoint=$2 nonce=$3 size=$4
root=$(sed -n 3p "$checkpoint")
seed=$(printf '%s|%s' "$root" "$nonce" | sha256sum | cut -d' ' -f1)
while read -r id; do
  printf '%s %s\n' "$(printf '%s|%s' "$seed" "$id" | sha256sum | cut -d' ' -f1)" "$id"
done <"$population" | sort | head -n "$size" | cut -d' ' -f2
