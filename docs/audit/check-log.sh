#!/usr/bin/env bash
# Checks what a log of Carnet's claims, with bash, coreutils and OpenSSL 3 alone.
#
#   check-log.sh entry  EVENTS PROOF VKEY       the last line of EVENTS (events.jsonl) is in the log of PROOF's checkpoint
#   check-log.sh growth OLD NEW HASHES VKEY     the log of checkpoint OLD is the beginning of that of checkpoint NEW
#
# VKEY is the log's key as `GET /api/v1/regions` gives it; it had better reach you another way than what you check.
# HASHES holds one base64 hash a line. Ends with 0 when the claim holds, else with 1 and a word why.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

refuse() { echo "refused: $1"; exit 1; }
bytes() { printf '%b' "$(sed 's/../\\x&/g' <<<"$1")"; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
sha256() { bytes "$1" | sha256sum | cut -d' ' -f1; }
unbase64() { base64 -d <<<"$1" 2>/dev/null | hex; }

# Opens a checkpoint: leaves its size and root in $size and $root, if the key signed it (c2sp.org/signed-note).
open_checkpoint() {
  local note=$1 vkey=$2 name id line signature
  name=${vkey%%+*}
  id=$(cut -d+ -f2 <<<"$vkey")
  sed '/^$/,$d' "$note" >"$work/body"
  # What stands before the 32 bytes of an Ed25519 key in its usual form (RFC 8410).
  { bytes 302a300506032b6570032100; bytes "$(unbase64 "$(cut -d+ -f3- <<<"$vkey")" | tail -c 64)"; } >"$work/key.der"
  while read -r line; do
    signature=$(unbase64 "${line##* }")
    [ "${signature:0:8}" = "$id" ] || continue
    bytes "${signature:8}" >"$work/signature"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/body" \
      -sigfile "$work/signature" >/dev/null 2>&1 || refuse "the signature does not hold"
    [ "$(sed -n 1p "$work/body")" = "$name" ] || refuse "the key is of another log"
    size=$(sed -n 2p "$work/body")
    root=$(unbase64 "$(sed -n 3p "$work/body")")
    return
  done < <(grep -F -- "— $name " "$note")
  refuse "the checkpoint is not signed by this key"
}

# RFC 9162, section 2.1.3.2.
check_entry() {
  local events=$1 proof=$2 vkey=$3 node index fn sn line sibling
  sed '1,/^$/d' "$proof" >"$work/checkpoint"
  open_checkpoint "$work/checkpoint" "$vkey"
  node=$(sha256 "00$(tail -n 1 "$events" | tr -d '\n' | sha256sum | cut -d' ' -f1)")
  index=$(sed -n 's/^index \([0-9]*\)$/\1/p;/^$/q' "$proof")
  fn=$index sn=$((size - 1))
  ((fn <= sn)) || refuse "the log has no such entry"
  while read -r line; do
    ((sn > 0)) || refuse "the proof is too long"
    sibling=$(unbase64 "$line")
    if ((fn % 2 == 1 || fn == sn)); then
      node=$(sha256 "01$sibling$node")
      while ((fn % 2 == 0 && fn != 0)); do fn=$((fn / 2)) sn=$((sn / 2)); done
    else
      node=$(sha256 "01$node$sibling")
    fi
    fn=$((fn / 2)) sn=$((sn / 2))
  done < <(sed '1,/^index /d;/^$/,$d' "$proof")
  [ "$sn" = 0 ] && [ "$node" = "$root" ] || refuse "the last event is not in the log"
  echo "holds: the last event is entry $index of the $size in ${vkey%%+*}"
}

# RFC 9162, section 2.1.4.2.
check_growth() {
  local old=$1 new=$2 hashes=$3 vkey=$4 first first_root fn sn fr sr line
  open_checkpoint "$old" "$vkey"
  first=$size first_root=$root
  open_checkpoint "$new" "$vkey"
  ((first > 0 && first <= size)) || refuse "the log shrank from $first to $size"
  if ((first == size)); then
    [ "$first_root" = "$root" ] && [ ! -s "$hashes" ] || refuse "two logs of one size differ"
  else
    # A power of two is a subtree of the larger tree: its root opens the proof unsaid.
    { ((first & (first - 1))) || bytes "$first_root" | base64 -w0 && echo; cat "$hashes"; } | sed '/^$/d' >"$work/proof"
    fn=$((first - 1)) sn=$((size - 1))
    while ((fn % 2 == 1)); do fn=$((fn / 2)) sn=$((sn / 2)); done
    fr='' sr=''
    while read -r line; do
      line=$(unbase64 "$line")
      if [ -z "$fr" ]; then
        fr=$line sr=$line
        continue
      fi
      ((sn > 0)) || refuse "the proof is too long"
      if ((fn % 2 == 1 || fn == sn)); then
        fr=$(sha256 "01$line$fr")
        sr=$(sha256 "01$line$sr")
        while ((fn % 2 == 0 && fn != 0)); do fn=$((fn / 2)) sn=$((sn / 2)); done
      else
        sr=$(sha256 "01$sr$line")
      fi
      fn=$((fn / 2)) sn=$((sn / 2))
    done <"$work/proof"
    [ "$sn" = 0 ] && [ "$fr" = "$first_root" ] && [ "$sr" = "$root" ] || refuse "the log was rewritten"
  fi
  echo "holds: the $first entries of then are the first of $size in ${vkey%%+*}"
}

case "${1:-} $#" in
  'entry 4') check_entry "$2" "$3" "$4" ;;
  'growth 5') check_growth "$2" "$3" "$4" "$5" ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
