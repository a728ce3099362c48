"""Makes an account of another domain a member of a group, as a trust would: the SID stands in for the account.

Usage: foreign_member.py SMB_CONF GROUP_DN SID
"""

import sys

import ldb
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_pack
from samba.param import LoadParm
from samba.samdb import SamDB


def main():
    parameters = LoadParm(filename_for_non_global_lp=sys.argv[1])
    directory = SamDB(session_info=system_session(parameters), lp=parameters)
    sid = sys.argv[3]
    stand_in = "CN=%s,CN=ForeignSecurityPrincipals,%s" % (sid, directory.domain_dn())
    directory.add(
        {
            "dn": stand_in,
            "objectClass": "foreignSecurityPrincipal",
            "objectSid": ndr_pack(security.dom_sid(sid)),
        },
        controls=["relax:0"],
    )
    change = ldb.Message(ldb.Dn(directory, sys.argv[2]))
    change["member"] = ldb.MessageElement([stand_in], ldb.FLAG_MOD_ADD, "member")
    directory.modify(change)


main()
