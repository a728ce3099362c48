"""Grants accounts List contents and Read property on CN=Deleted Objects, as dsacls /g ACCOUNT:LCRP does.

Usage: read_deleted_objects.py SMB_CONF ACCOUNT...

samba-tool can't address that container.
"""

import sys

import ldb
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

CONTROLS = ["show_deleted:1", "sd_flags:1:4"]


def main():
    parameters = LoadParm(filename_for_non_global_lp=sys.argv[1])
    directory = SamDB(session_info=system_session(parameters), lp=parameters)
    container = ldb.Dn(directory, "CN=Deleted Objects," + directory.domain_dn())
    entry = directory.search(container, ldb.SCOPE_BASE, attrs=["nTSecurityDescriptor"], controls=CONTROLS)[0]
    descriptor = ndr_unpack(security.descriptor, entry["nTSecurityDescriptor"][0])
    for name in sys.argv[2:]:
        account = directory.search(expression="(sAMAccountName=%s)" % name, attrs=["objectSid"])[0]
        sid = ndr_unpack(security.dom_sid, account["objectSid"][0])
        grant = security.descriptor.from_sddl("D:(A;;LCRP;;;%s)" % sid, sid)
        descriptor.dacl_add(grant.dacl.aces[0])
    change = ldb.Message(container)
    change["nTSecurityDescriptor"] = ldb.MessageElement(
        ndr_pack(descriptor), ldb.FLAG_MOD_REPLACE, "nTSecurityDescriptor"
    )
    directory.modify(change, controls=CONTROLS)


main()
