# Shared by the scripts beside it, which source it: where things are, and how progress is said.
# shellcheck shell=bash disable=SC2034

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What is installed once and serves every clone on this machine.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/doorward
venv=$cache/venv
tools=$cache/tools
node=$cache/node

export PATH="$venv/bin:$tools/bin:$PATH"

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
else
  bold='' green='' red='' plain=''
fi

# Where cargo puts what it builds.
target_folder() { cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/'; }

heading() { printf '\n%s==> %s%s\n' "$bold" "$*" "$plain"; }

refuse() {
  printf '%s%s:%s %s\n' "$red" "${0##*/}" "$plain" "$*" >&2
  exit 2
}
