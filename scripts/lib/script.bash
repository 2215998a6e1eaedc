#!/usr/bin/env bash
# What the scripts in bash have in common. Sourced by those that have a function `usage'.

# The checkout.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Prints the usage and ends, if one of the arguments asks for it.
answer_help() {
  local argument
  for argument in "$@"; do
    case $argument in
      -h | --help)
        usage
        exit 0
        ;;
    esac
  done
}

# Ends with the usage, as an argument is not what it says.
misused() {
  usage >&2
  exit 2
}

# Sets the variable that the option $1 is named after (`--seed') to the number $2.
set_number() {
  [[ ${2-} =~ ^(0|[1-9][0-9]*)$ ]] || misused
  printf -v "${1#--}" %s "$2"
}
