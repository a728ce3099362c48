# Calls adcache's completion as bash does at the tab key: complete.bash FILE. Prints what it offers.
. "$1"
function=$(complete -p adcache | sed 's/.*-F \([^ ]*\) .*/\1/')

offered() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMP_LINE=$*
    COMP_POINT=${#COMP_LINE}
    COMPREPLY=()
    "$function" adcache "${*: -1}" "${*: -2:1}"
    printf '%s\n' "${COMPREPLY[@]}"
}

offered adcache doct
offered adcache sync --fol
