"""Adds an account of another domain to a group, as a trust would: as a foreign security principal with its SID.

Usage: foreign_member.py SMB_CONF GROUP_DN SID
"""

import sys

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB


def main():
    parameters = LoadParm(filename_for_non_global_lp=sys.argv[1])
    directory = SamDB(session_info=system_session(parameters), lp=parameters)
    stand_in = "CN=%s,CN=ForeignSecurityPrincipals,%s" % (sys.argv[3], directory.domain_dn())
    # Without a trust, Samba accepts a foreign security principal only with the control that provisioning uses.
    directory.add({"dn": stand_in, "objectClass": "foreignSecurityPrincipal"}, controls=["provision:0"])
    change = ldb.Message(ldb.Dn(directory, sys.argv[2]))
    change["member"] = ldb.MessageElement([stand_in], ldb.FLAG_MOD_ADD, "member")
    directory.modify(change)


main()
