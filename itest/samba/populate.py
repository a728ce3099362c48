"""Writes entries directly into the database of a domain controller that is not running, a thousand per transaction.

Usage: populate.py SMB_CONF CHANGES_JSON

The file holds a list of changes, applied in order:
  {"dn": "OU=Staff", "add": {"objectClass": ["organizationalUnit"]}}
  {"dn": "CN=Team", "modify": {"member": ["CN=Ann,OU=Staff,DC=..."]}}
  {"dn": "CN=Ann,OU=Staff", "replace": {"primaryGroupID": ["1234"]}}
The "dn" of a change is relative to the naming context of the domain; a value is text, or {"rid": DN} for the last
number of that entry's SID.
"""

import json
import sys

import ldb
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

# Samba's own modules slow down as a transaction grows.
BATCH = 1000


def absolute(directory, relative):
    return relative + "," + directory.domain_dn()


def rid(directory, dn):
    entry = directory.search(base=dn, scope=ldb.SCOPE_BASE, attrs=["objectSid"])[0]
    return str(ndr_unpack(security.dom_sid, entry["objectSid"][0])).rsplit("-", 1)[1]


def message(directory, change):
    def element(values, flag, name):
        texts = [rid(directory, v["rid"]) if isinstance(v, dict) else v for v in values]
        return ldb.MessageElement([text.encode("utf-8") for text in texts], flag, name)

    message = ldb.Message(ldb.Dn(directory, absolute(directory, change["dn"])))
    for kind, flag in (
        ("add", ldb.FLAG_MOD_ADD),
        ("modify", ldb.FLAG_MOD_ADD),
        ("replace", ldb.FLAG_MOD_REPLACE),
    ):
        for name, values in change.get(kind, {}).items():
            message[name] = element(values, flag, name)
    return message


def write(directory, changes):
    directory.transaction_start()
    try:
        for change in changes:
            try:
                if "add" in change:
                    directory.add(message(directory, change))
                else:
                    directory.modify(message(directory, change))
            except ldb.LdbError as problem:
                raise SystemExit("%s: %s" % (json.dumps(change)[:500], problem))
    except BaseException:
        directory.transaction_cancel()
        raise
    directory.transaction_commit()


def main():
    parameters = LoadParm(filename_for_non_global_lp=sys.argv[1])
    directory = SamDB(session_info=system_session(parameters), lp=parameters)
    with open(sys.argv[2], encoding="utf-8") as file:
        changes = json.load(file)
    for first in range(0, len(changes), BATCH):
        write(directory, changes[first : first + BATCH])


main()
