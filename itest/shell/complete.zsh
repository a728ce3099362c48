# Types into an interactive zsh with adcache's completion, and runs what it completes: complete.zsh FOLDER. Prints the
# words of each command.
zmodload zsh/zpty
zpty -b shell zsh -f -i
# The words in two parts, so that the echo of this line isn't taken for what they print.
zpty -w shell "PS1=; stty -echo; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D; adcache() { print -r -- \"ran\"\": \$*\" }; print rea''dy"

# await TEXT: until the shell has printed it
await() {
    local seen='' some tries=0
    until [[ $seen == *$1* ]]; do
        if ((tries++ > 400)); then
            print -r -- "complete.zsh: no \"$1\" in: $seen" >&2
            exit 1
        fi
        if zpty -r -t shell some; then seen+=$some; else sleep 0.05; fi
    done
}

await ready
zpty -w -n shell $'adcache doct\t\n'
await 'ran: doctor'
zpty -w -n shell $'adcache sync --fol\t\n'
await 'ran: sync --follow'
zpty -d shell
print 'doctor'
print -- '--follow'
