"""Makes an account of another domain a member of a group, as a trust would: the SID stands in for the account.

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
    # Without a trust, Samba takes a stand-in only as provisioning does.
    directory.add({"dn": stand_in, "objectClass": "foreignSecurityPrincipal"}, controls=["provision:0"])
    change = ldb.Message(ldb.Dn(directory, sys.argv[2]))
    change["member"] = ldb.MessageElement([stand_in], ldb.FLAG_MOD_ADD, "member")
    directory.modify(change)


main()
